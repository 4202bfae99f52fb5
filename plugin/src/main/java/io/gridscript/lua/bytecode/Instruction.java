package io.gridscript.lua.bytecode;

/** The fields of an instruction of Lua 5.2. */
record Instruction(int opcode, int a, int b, int c, int bx) {

    private static final int CONSTANT = 0x100;
    private static final int CONSTANT_INDEX = 0xff;
    private static final int JUMP_BIAS = 0x1ffff;

    static Instruction of(int word) {
        return new Instruction(
                word & 0x3f, (word >> 6) & 0xff, word >>> 23, (word >> 14) & 0x1ff, word >>> 14);
    }

    /** How far it jumps from the instruction behind it. */
    int jump() {
        return bx - JUMP_BIAS;
    }

    /** Whether an operand B or C is a constant, not a register. */
    static boolean isConstant(int operand) {
        return (operand & CONSTANT) != 0;
    }

    /** The index of a constant operand. */
    static int constant(int operand) {
        return operand & CONSTANT_INDEX;
    }
}
