package io.gridscript.lua.vm;

import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/**
 * An error of one operation in compiled code, with its operands: their names go into the message,
 * and the code itself keeps them nowhere.
 */
final class OperandFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int CONSTANT = 0x100;

    private final transient LuaError error;
    private final transient LuaValue[] operands;

    private OperandFault(LuaError error, LuaValue... operands) {
        super(null, null, false, false);
        this.error = error;
        this.operands = operands;
    }

    /** What to throw for an error: itself if it is complete. */
    static RuntimeException of(LuaError error, LuaValue... operands) {
        return error instanceof RaisedError ? error : new OperandFault(error, operands);
    }

    LuaError error() {
        return error;
    }

    /** A stack on which the operands are where the instruction had them. */
    LuaValue[] stack(Prototype p, int instruction) {
        LuaValue[] stack = new LuaValue[p.maxstacksize];
        int a = (instruction >> 6) & 0xff;
        int b = instruction >>> 23;
        int c = (instruction >> 14) & 0x1ff;
        switch (instruction & 0x3f) {
            case Lua.OP_SETTABLE -> {
                place(stack, a, 0);
                place(stack, b, 1);
            }
            case Lua.OP_GETTABUP, Lua.OP_SETTABUP -> {
                // The table is in an upvalue, where it can still be found.
            }
            case Lua.OP_CONCAT -> System.arraycopy(operands, 0, stack, b, operands.length);
            default -> {
                place(stack, b, 0);
                if (operands.length > 1) {
                    place(stack, c, 1);
                }
            }
        }
        return stack;
    }

    private void place(LuaValue[] stack, int register, int operand) {
        if ((register & CONSTANT) == 0) {
            stack[register] = operands[operand];
        }
    }
}
