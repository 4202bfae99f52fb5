package io.gridscript.script;

import io.gridscript.lua.LuaStop;

/** Carries a fault of a command past the script, which couldn't make sense of it. */
final class CommandFault extends LuaStop {

    private final RuntimeException fault;

    CommandFault(RuntimeException fault) {
        super("a command failed");
        this.fault = fault;
    }

    RuntimeException fault() {
        return fault;
    }
}
