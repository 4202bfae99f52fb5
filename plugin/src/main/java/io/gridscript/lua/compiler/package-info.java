/**
 * From source to code: {@link io.gridscript.lua.compiler.LuaProgram} is the door. A reader of Lua
 * 5.1's grammar goes before LuaJ's compiler, because errors must have 5.1's words, and because LuaJ
 * takes more than 5.1 does.
 */
package io.gridscript.lua.compiler;
