package io.gridscript.lua.vm;

import org.luaj.vm2.LuaValue;

/** Calls of metamethods: Lua's C code makes them, so they count as calls of that. */
final class Metamethods {

    private Metamethods() {}

    static LuaValue call(LuaValue handler, LuaValue operand) {
        LuaState state = enter(handler);
        LuaValue result = handler.call(operand);
        leave(state);
        return result;
    }

    static LuaValue call(LuaValue handler, LuaValue first, LuaValue second) {
        LuaState state = enter(handler);
        LuaValue result = handler.call(first, second);
        leave(state);
        return result;
    }

    static void call(LuaValue handler, LuaValue table, LuaValue key, LuaValue value) {
        LuaState state = enter(handler);
        handler.call(table, key, value);
        leave(state);
    }

    /** Only Lua functions can nest without end. */
    private static LuaState enter(LuaValue handler) {
        if (handler instanceof InterpretedFunction function) {
            function.state.enterC();
            return function.state;
        }
        if (!handler.isfunction() && handler.metatag(LuaValue.CALL) == LuaValue.NIL) {
            throw new OperationError("attempt to call a " + handler.typename() + " value");
        }
        return null;
    }

    private static void leave(LuaState state) {
        if (state != null) {
            state.leaveC();
        }
    }
}
