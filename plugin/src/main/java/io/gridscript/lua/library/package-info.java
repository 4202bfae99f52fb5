/**
 * What scripts call: Lua 5.1's libraries, and cjson, cmsgpack, struct and bit, which Redis adds.
 * Each has a class whose name ends in {@code Library}; it makes the library's table, and the
 * classes beside it do the work.
 */
package io.gridscript.lua.library;
