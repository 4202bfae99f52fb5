/**
 * The Lua language as Redis exposes it: {@link io.gridscript.lua.LuaSandbox} is what a program runs
 * in, with what lasts from run to run ({@link io.gridscript.lua.LastingState}).
 *
 * <p>Below it, each using only those before it: {@code bytecode} makes JVM bytecode of Lua
 * functions, {@code vm} runs them, {@code compiler} makes them of source, {@code library} is what
 * they can call. Values and the compiler are LuaJ's; its interpreter, and its tables and libraries
 * where they differ from Lua 5.1, are not used.
 *
 * <p>Knows LuaJ and nothing of Redis's commands or the grid.
 */
package io.gridscript.lua;
