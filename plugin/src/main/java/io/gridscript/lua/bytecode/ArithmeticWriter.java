package io.gridscript.lua.bytecode;

import org.luaj.vm2.Lua;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes arithmetic. Where operands aren't surely numbers they are taken for numbers first, and for
 * NaN if they aren't: a result that is NaN is left to the operators of values, which know strings,
 * metamethods, errors, and the sign of NaN.
 */
final class ArithmeticWriter {

    private static final String VALUE = Runtime.VALUE_TYPE;

    private final Frame frame;
    private final MethodVisitor mv;

    ArithmeticWriter(Frame frame) {
        this.frame = frame;
        mv = frame.mv;
    }

    void operation(int pc, Instruction i) {
        if (frame.kinds.isNumber(pc, i.b()) && frame.kinds.isNumber(pc, i.c())) {
            frame.number(i.b());
            frame.number(i.c());
            calculate(i.opcode());
            frame.setNumber(i.a());
            return;
        }
        frame.mark(pc);
        Label values = new Label();
        Label done = new Label();
        // To the power of zero everything is one, whatever it is.
        if (i.opcode() != Lua.OP_POW) {
            frame.numberOrNan(pc, i.b());
            frame.numberOrNan(pc, i.c());
            calculate(i.opcode());
            setUnlessNan(i.a(), values);
            mv.visitJumpInsn(Opcodes.GOTO, done);
        }
        mv.visitLabel(values);
        frame.either(pc, i.b());
        frame.either(pc, i.c());
        Emitter.operator(mv, name(i.opcode()), "(" + VALUE + "D" + VALUE + "D)" + VALUE);
        frame.setValue(i.a());
        mv.visitLabel(done);
    }

    private void calculate(int opcode) {
        switch (opcode) {
            case Lua.OP_ADD -> mv.visitInsn(Opcodes.DADD);
            case Lua.OP_SUB -> mv.visitInsn(Opcodes.DSUB);
            case Lua.OP_MUL -> mv.visitInsn(Opcodes.DMUL);
            case Lua.OP_DIV -> mv.visitInsn(Opcodes.DDIV);
            default -> Emitter.operator(mv, name(opcode), "(DD)D");
        }
    }

    private static String name(int opcode) {
        return switch (opcode) {
            case Lua.OP_ADD -> "add";
            case Lua.OP_SUB -> "sub";
            case Lua.OP_MUL -> "mul";
            case Lua.OP_DIV -> "div";
            case Lua.OP_MOD -> "mod";
            default -> "pow";
        };
    }

    void negation(int pc, Instruction i) {
        if (frame.kinds.isNumber(pc, i.b())) {
            frame.number(i.b());
            mv.visitInsn(Opcodes.DNEG);
            frame.setNumber(i.a());
            return;
        }
        frame.mark(pc);
        Label values = new Label();
        Label done = new Label();
        frame.numberOrNan(pc, i.b());
        mv.visitInsn(Opcodes.DNEG);
        setUnlessNan(i.a(), values);
        mv.visitJumpInsn(Opcodes.GOTO, done);
        mv.visitLabel(values);
        frame.either(pc, i.b());
        Emitter.operator(mv, "neg", "(" + VALUE + "D)" + VALUE);
        frame.setValue(i.a());
        mv.visitLabel(done);
    }

    /** Stores the number on the stack in a register, or goes to a label if it is NaN. */
    private void setUnlessNan(int register, Label nan) {
        mv.visitInsn(Opcodes.DUP2);
        mv.visitVarInsn(Opcodes.DSTORE, frame.scratch);
        mv.visitVarInsn(Opcodes.DLOAD, frame.scratch);
        mv.visitInsn(Opcodes.DCMPL);
        mv.visitJumpInsn(Opcodes.IFNE, nan);
        mv.visitVarInsn(Opcodes.DLOAD, frame.scratch);
        frame.setNumber(register);
        frame.isPlain(register);
    }
}
