package io.gridscript.lua.vm;

import org.luaj.vm2.LuaValue;

/**
 * The order in which LuaJ's classes come to life. LuaValue's initializer needs its subclasses, and
 * theirs needs LuaValue: a thread that begins with one of them and a thread that begins with
 * LuaValue wait for each other for ever (JLS 12.4.2). So every door to LuaJ calls this first.
 */
public final class LuaClasses {

    private static final LuaValue FIRST = LuaValue.NIL;

    private LuaClasses() {}

    /** Initializes LuaValue, and with it what it needs, unless that is done. */
    public static void initialize() {
        if (!FIRST.isnil()) {
            throw new AssertionError(FIRST);
        }
    }
}
