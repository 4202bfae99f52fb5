/**
 * Runs Lua: the two tiers' functions and what they share, which is operators, tables, numbers and
 * their texts, metamethods, coroutines, limits, and the errors that scripts see.
 *
 * <p>{@link io.gridscript.lua.vm.TieredPrototype} is code, {@link
 * io.gridscript.lua.vm.InterpretedFunction} and {@link io.gridscript.lua.vm.CompiledFunction} run
 * it, {@link io.gridscript.lua.vm.LuaState} is what a run has spent, {@link
 * io.gridscript.lua.vm.LuaPoll} and {@link io.gridscript.lua.vm.LuaStop} end it from outside.
 */
package io.gridscript.lua.vm;
