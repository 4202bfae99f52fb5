/**
 * The Lua language as Redis exposes it: programs, the sandbox they run in, the interpreter, and the
 * libraries: those of Lua 5.1, and cjson, cmsgpack, struct and bit, which Redis adds.
 *
 * <p>{@link io.gridscript.lua.LuaProgram} is compiled code, {@link io.gridscript.lua.LuaSandbox}
 * runs it, {@link io.gridscript.lua.LuaPoll} and {@link io.gridscript.lua.LuaStop} end it from
 * outside, {@link io.gridscript.lua.HostFunction} and {@link io.gridscript.lua.RaisedError} are for
 * the host's own functions. Values, tables and the compiler are LuaJ's; its interpreter, and
 * libraries where they differ from Lua 5.1, are not used.
 *
 * <p>Knows LuaJ and nothing of Redis's commands or the grid.
 */
package io.gridscript.lua;
