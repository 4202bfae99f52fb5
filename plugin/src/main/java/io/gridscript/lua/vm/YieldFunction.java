package io.gridscript.lua.vm;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/**
 * {@code coroutine.yield}. The interpreter knows it where the body of a coroutine, or a Lua
 * function that it called, calls it. Whoever else calls it stands on the stack between the
 * coroutine and the resumer, and Lua 5.1 can't yield across that.
 */
public final class YieldFunction extends VarArgFunction {

    private static final LuaValue REFUSAL =
            valueOf("attempt to yield across metamethod/C-call boundary");

    public YieldFunction() {
        name = "yield";
    }

    @Override
    public Varargs invoke(Varargs args) {
        throw RaisedError.of(REFUSAL);
    }

    @Override
    public LuaValue call() {
        throw RaisedError.of(REFUSAL);
    }

    @Override
    public LuaValue call(LuaValue arg) {
        throw RaisedError.of(REFUSAL);
    }
}
