/**
 * The Lua language as Redis exposes it: sandbox, libraries, limits and a port for host functions.
 * Knows LuaJ and nothing of Redis's commands or the grid.
 */
package io.gridscript.lua;
