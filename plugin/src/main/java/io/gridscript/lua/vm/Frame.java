package io.gridscript.lua.vm;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A Lua function in a coroutine that waits for what it called.
 *
 * @param extra its arguments beyond the parameters
 * @param open the variables on its stack that closures share; null if it has no closures
 * @param pc the instruction behind the call
 * @param replaced functions whose place it has taken by tail calls
 */
record Frame(
        InterpretedFunction function,
        LuaValue[] stack,
        Varargs extra,
        Upvalue[] open,
        int pc,
        int replaced) {}
