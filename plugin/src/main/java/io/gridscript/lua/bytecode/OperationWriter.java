package io.gridscript.lua.bytecode;

import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaValue;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes what instructions do that neither call nor return. */
final class OperationWriter {

    private static final String VALUE = Runtime.VALUE_TYPE;
    private static final String GET_UPVALUE = "()" + VALUE;
    private static final String SET_UPVALUE = "(" + VALUE + ")V";

    private final Frame frame;
    private final MethodVisitor mv;

    OperationWriter(Frame frame) {
        this.frame = frame;
        mv = frame.mv;
    }

    void instruction(int pc, Instruction i) {
        switch (i.opcode()) {
            case Lua.OP_MOVE -> move(pc, i.a(), i.b());
            case Lua.OP_LOADK -> loadConstant(i);
            case Lua.OP_LOADNIL -> {
                for (int register = i.a(); register <= i.a() + i.b(); register++) {
                    Emitter.constant(mv, "NIL");
                    frame.setValue(register);
                }
            }
            case Lua.OP_GETUPVAL -> {
                upvalue(i.b());
                frame.setValue(i.a());
            }
            case Lua.OP_SETUPVAL -> {
                variable(i.b());
                frame.value(pc, i.a());
                mv.visitMethodInsn(
                        Opcodes.INVOKEVIRTUAL, Runtime.UPVALUE, "set", SET_UPVALUE, false);
            }
            case Lua.OP_GETTABUP -> {
                frame.mark(pc);
                upvalue(i.b());
                index(pc, i.c());
                frame.setValue(i.a());
            }
            case Lua.OP_GETTABLE -> {
                frame.mark(pc);
                frame.value(pc, i.b());
                index(pc, i.c());
                frame.setValue(i.a());
            }
            case Lua.OP_SETTABUP -> {
                frame.mark(pc);
                upvalue(i.a());
                store(pc, i);
            }
            case Lua.OP_SETTABLE -> {
                frame.mark(pc);
                frame.value(pc, i.a());
                store(pc, i);
            }
            case Lua.OP_NEWTABLE -> {
                Emitter.integer(mv, i.b());
                Emitter.integer(mv, i.c());
                Emitter.operator(mv, "table", "(II)" + VALUE);
                frame.setValue(i.a());
            }
            case Lua.OP_SELF -> self(pc, i);
            case Lua.OP_ADD, Lua.OP_SUB, Lua.OP_MUL, Lua.OP_DIV, Lua.OP_MOD, Lua.OP_POW ->
                    arithmetic(pc, i);
            case Lua.OP_UNM -> negation(pc, i);
            case Lua.OP_NOT -> not(pc, i);
            case Lua.OP_LEN -> {
                frame.mark(pc);
                frame.value(pc, i.b());
                Emitter.operator(mv, "length", "(" + VALUE + ")" + VALUE);
                frame.setValue(i.a());
            }
            case Lua.OP_CONCAT -> {
                frame.mark(pc);
                frame.array(pc, i.b(), i.c() - i.b() + 1);
                Emitter.operator(mv, "concat", "([" + VALUE + ")" + VALUE);
                frame.setValue(i.a());
            }
            case Lua.OP_CLOSURE -> closure(i);
            default -> throw new IllegalStateException("opcode " + i.opcode());
        }
    }

    void move(int pc, int to, int from) {
        if (frame.kinds.isNumber(pc, from)) {
            frame.number(from);
            frame.setNumber(to);
        } else {
            frame.value(pc, from);
            frame.setValue(to);
        }
    }

    private void loadConstant(Instruction i) {
        LuaValue value = frame.p.k[i.bx()];
        if (value instanceof org.luaj.vm2.LuaNumber && !frame.flow.isCaptured(i.a())) {
            Emitter.number(mv, value.todouble());
            frame.setNumber(i.a());
        } else {
            frame.constant(i.bx());
            frame.setValue(i.a());
        }
    }

    private void variable(int upvalue) {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitFieldInsn(Opcodes.GETFIELD, frame.owner, "u" + upvalue, Runtime.UPVALUE_TYPE);
    }

    private void upvalue(int index) {
        variable(index);
        mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Runtime.UPVALUE, "get", GET_UPVALUE, false);
    }

    private void index(int pc, int key) {
        String type = frame.operandOrInteger(pc, key);
        Emitter.operator(mv, "index", "(" + VALUE + type + ")" + VALUE);
    }

    private void store(int pc, Instruction i) {
        String type = frame.operandOrInteger(pc, i.b());
        frame.value(pc, i.c());
        Emitter.operator(mv, "store", "(" + VALUE + type + VALUE + ")V");
    }

    private void self(int pc, Instruction i) {
        frame.mark(pc);
        frame.value(pc, i.b());
        mv.visitInsn(Opcodes.DUP);
        // The key may be in a register that the object is about to take.
        index(pc, i.c());
        mv.visitInsn(Opcodes.SWAP);
        frame.setValue(i.a() + 1);
        frame.setValue(i.a());
    }

    private void arithmetic(int pc, Instruction i) {
        String name =
                switch (i.opcode()) {
                    case Lua.OP_ADD -> "add";
                    case Lua.OP_SUB -> "sub";
                    case Lua.OP_MUL -> "mul";
                    case Lua.OP_DIV -> "div";
                    case Lua.OP_MOD -> "mod";
                    default -> "pow";
                };
        boolean plain = frame.kinds.isNumber(pc, i.b()) && frame.kinds.isNumber(pc, i.c());
        if (!plain) {
            frame.mark(pc);
            String left = frame.operand(pc, i.b());
            boolean sum = i.opcode() == Lua.OP_ADD || i.opcode() == Lua.OP_SUB;
            String right = sum ? frame.operandOrInteger(pc, i.c()) : frame.operand(pc, i.c());
            Emitter.operator(mv, name, "(" + left + right + ")" + VALUE);
            frame.setValue(i.a());
            return;
        }
        frame.number(i.b());
        frame.number(i.c());
        switch (i.opcode()) {
            case Lua.OP_ADD -> mv.visitInsn(Opcodes.DADD);
            case Lua.OP_SUB -> mv.visitInsn(Opcodes.DSUB);
            default -> Emitter.operator(mv, name, "(DD)D");
        }
        frame.setNumber(i.a());
    }

    private void negation(int pc, Instruction i) {
        if (frame.kinds.isNumber(pc, i.b())) {
            frame.number(i.b());
            Emitter.operator(mv, "neg", "(D)D");
            frame.setNumber(i.a());
            return;
        }
        frame.mark(pc);
        frame.value(pc, i.b());
        Emitter.operator(mv, "neg", "(" + VALUE + ")" + VALUE);
        frame.setValue(i.a());
    }

    private void not(int pc, Instruction i) {
        frame.value(pc, i.b());
        mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Runtime.VALUE, "not", "()" + VALUE, false);
        frame.setValue(i.a());
    }

    private void closure(Instruction i) {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        Emitter.integer(mv, i.bx());
        var upvalues = frame.p.p[i.bx()].upvalues;
        Emitter.integer(mv, upvalues.length);
        mv.visitTypeInsn(Opcodes.ANEWARRAY, Runtime.UPVALUE);
        for (int at = 0; at < upvalues.length; at++) {
            mv.visitInsn(Opcodes.DUP);
            Emitter.integer(mv, at);
            if (upvalues[at].instack) {
                frame.variable(upvalues[at].idx);
            } else {
                variable(upvalues[at].idx);
            }
            mv.visitInsn(Opcodes.AASTORE);
        }
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Runtime.FUNCTION,
                "closure",
                "(" + Runtime.FUNCTION_TYPE + "I[" + Runtime.UPVALUE_TYPE + ")" + VALUE,
                false);
        frame.setValue(i.a());
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
            frame.value(pc, i.b());
            frame.value(pc, i.c());
            return outcome ? Opcodes.IF_ACMPNE : Opcodes.IF_ACMPEQ;
        }
        String name =
                switch (i.opcode()) {
                    case Lua.OP_EQ -> "equal";
                    case Lua.OP_LT -> "less";
                    default -> "lessOrEqual";
                };
        String left = frame.operandOrInteger(pc, i.b());
        String right = frame.operandOrInteger(pc, i.c());
        Emitter.operator(mv, name, "(" + left + right + ")Z");
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
        frame.value(pc, register);
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
