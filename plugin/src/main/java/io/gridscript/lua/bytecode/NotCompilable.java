package io.gridscript.lua.bytecode;

/** A function that must stay interpreted. */
public final class NotCompilable extends Exception {

    private static final long serialVersionUID = 1;

    NotCompilable(String reason) {
        super(reason);
    }
}
