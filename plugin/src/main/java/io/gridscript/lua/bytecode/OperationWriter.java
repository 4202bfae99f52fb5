package io.gridscript.lua.bytecode;

import org.luaj.vm2.Lua;
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
    private final ArithmeticWriter arithmetic;

    OperationWriter(Frame frame) {
        this.frame = frame;
        mv = frame.mv;
        arithmetic = new ArithmeticWriter(frame);
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
                Emitter.onTables(mv, "table", "(II)" + VALUE);
                frame.setValue(i.a());
            }
            case Lua.OP_SELF -> self(pc, i);
            case Lua.OP_ADD, Lua.OP_SUB, Lua.OP_MUL, Lua.OP_DIV, Lua.OP_MOD, Lua.OP_POW ->
                    arithmetic.operation(pc, i);
            case Lua.OP_UNM -> arithmetic.negation(pc, i);
            case Lua.OP_NOT -> not(pc, i);
            case Lua.OP_LEN -> {
                frame.mark(pc);
                frame.value(pc, i.b());
                Emitter.operator(mv, "length", "(" + VALUE + ")D");
                frame.setNumber(i.a());
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
        } else if (frame.kinds.isEither(pc, from)) {
            frame.either(pc, from);
            frame.setEither(to);
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
        String type = frame.operand(pc, key);
        Emitter.onTables(mv, "index", "(" + VALUE + type + ")" + VALUE);
    }

    private void store(int pc, Instruction i) {
        String type = frame.operand(pc, i.b());
        frame.value(pc, i.c());
        Emitter.onTables(mv, "store", "(" + VALUE + type + VALUE + ")V");
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

    private void not(int pc, Instruction i) {
        frame.valueOrNull(pc, i.b());
        Emitter.operator(mv, "not", "(" + VALUE + ")" + VALUE);
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
}
