/**
 * Makes JVM bytecode out of the bytecode of Lua functions: what flows where ({@link
 * io.gridscript.lua.bytecode.ControlFlow}), which registers are needed later, which of them hold
 * numbers, and the class file that follows from it.
 *
 * <p>Knows LuaJ's Prototypes, ASM, and the classes of {@code io.gridscript.lua.vm} only by name:
 * the code it makes runs there.
 */
package io.gridscript.lua.bytecode;
