package io.gridscript.lua.bytecode;

import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaValue;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes comparisons, tests, and the conditions of numeric loops. */
final class ConditionWriter {

    private static final String VALUE = Runtime.VALUE_TYPE;

    private final Frame frame;
    private final MethodVisitor mv;

    ConditionWriter(Frame frame) {
        this.frame = frame;
        mv = frame.mv;
    }

    /** Compares; answers the jump that is taken unless the outcome is as given. */
    int comparison(int pc, Instruction i, boolean outcome) {
        boolean plain = frame.kinds.isNumber(pc, i.b()) && frame.kinds.isNumber(pc, i.c());
        if (!plain) {
            return compareValues(pc, i, outcome);
        }
        frame.number(i.b());
        frame.number(i.c());
        if (i.opcode() == Lua.OP_EQ) {
            mv.visitInsn(Opcodes.DCMPL);
            return outcome ? Opcodes.IFNE : Opcodes.IFEQ;
        }
        // What isn't a number is neither less nor equal.
        mv.visitInsn(Opcodes.DCMPG);
        if (i.opcode() == Lua.OP_LT) {
            return outcome ? Opcodes.IFGE : Opcodes.IFLT;
        }
        return outcome ? Opcodes.IFGT : Opcodes.IFLE;
    }

    private int compareValues(int pc, Instruction i, boolean outcome) {
        frame.mark(pc);
        if (i.opcode() == Lua.OP_EQ && (isSingleton(i.b()) || isSingleton(i.c()))) {
            frame.valueOrNull(pc, i.b());
            frame.valueOrNull(pc, i.c());
            return outcome ? Opcodes.IF_ACMPNE : Opcodes.IF_ACMPEQ;
        }
        String name =
                switch (i.opcode()) {
                    case Lua.OP_EQ -> "equal";
                    case Lua.OP_LT -> "less";
                    default -> "lessOrEqual";
                };
        if (frame.kinds.isValue(pc, i.b()) && frame.kinds.isValue(pc, i.c())) {
            frame.value(pc, i.b());
            frame.value(pc, i.c());
            Emitter.operator(mv, name, "(" + VALUE + VALUE + ")Z");
        } else {
            frame.either(pc, i.b());
            frame.either(pc, i.c());
            Emitter.operator(mv, name, "(" + VALUE + "D" + VALUE + "D)Z");
        }
        return outcome ? Opcodes.IFEQ : Opcodes.IFNE;
    }

    /** Whether an operand is nil, true or false, which equal nothing but themselves. */
    private boolean isSingleton(int operand) {
        if (!Instruction.isConstant(operand)) {
            return false;
        }
        LuaValue value = frame.p.k[Instruction.constant(operand)];
        return value.isnil() || value instanceof LuaBoolean;
    }

    /**
     * Tests a register; answers the jump that is taken unless its truth is as given. NOP says that
     * none ever is.
     */
    int truth(int pc, int register, boolean expected) {
        if (frame.kinds.isNumber(pc, register)) {
            if (expected) {
                return Opcodes.NOP;
            }
            mv.visitInsn(Opcodes.ICONST_0);
            return Opcodes.IFEQ;
        }
        frame.valueOrNull(pc, register);
        Emitter.operator(mv, "truth", "(" + VALUE + ")Z");
        return expected ? Opcodes.IFEQ : Opcodes.IFNE;
    }

    /** Makes numbers of a loop's three values, the first a step back. */
    void prepareLoop(int pc, int a) {
        frame.mark(pc);
        loopNumber(pc, a, "initialValue");
        loopNumber(pc, a + 1, "limit");
        loopNumber(pc, a + 2, "step");
        frame.number(a);
        frame.number(a + 2);
        mv.visitInsn(Opcodes.DSUB);
        frame.setNumber(a);
    }

    private void loopNumber(int pc, int register, String name) {
        if (!frame.kinds.isNumber(pc, register)) {
            frame.value(pc, register);
            Emitter.operator(mv, name, "(" + VALUE + ")D");
            frame.setNumber(register);
        }
    }

    /**
     * Moves a loop a step on; answers the jump that leaves it.
     *
     * @param step the step where it is known, else NaN
     */
    int leavesLoop(int a, double step) {
        frame.number(a);
        if (Double.isNaN(step)) {
            frame.number(a + 2);
        } else {
            Emitter.number(mv, step);
        }
        mv.visitInsn(Opcodes.DADD);
        mv.visitInsn(Opcodes.DUP2);
        frame.setNumber(a);
        frame.number(a + 1);
        if (Double.isNaN(step)) {
            frame.number(a + 2);
            Emitter.operator(mv, "loops", "(DDD)Z");
            return Opcodes.IFEQ;
        }
        mv.visitInsn(step > 0 ? Opcodes.DCMPG : Opcodes.DCMPL);
        return step > 0 ? Opcodes.IFGT : Opcodes.IFLT;
    }

    /** Gives the loop's variable its value for a round. */
    void nextRound(int a) {
        frame.number(a);
        frame.setNumber(a + 3);
    }
}
