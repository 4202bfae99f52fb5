package io.gridscript.lua.bytecode;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes the methods by which a function is called: each brings the arguments into the shape that
 * the body wants, and its results into what the caller does.
 */
final class EntryWriter {

    /** The results wanted: the first, all, or all but with a call at the end left to the caller. */
    private enum Wanted {
        FIRST,
        ALL,
        UNFINISHED
    }

    private final ClassWriter writer;
    private final String owner;
    private final Shape shape;

    private EntryWriter(ClassWriter writer, String owner, Shape shape) {
        this.writer = writer;
        this.owner = owner;
        this.shape = shape;
    }

    static void write(ClassWriter writer, String owner, Shape shape) {
        EntryWriter entries = new EntryWriter(writer, owner, shape);
        for (int given = 0; given <= Shape.MOST_DIRECT; given++) {
            entries.callWith(given);
        }
        entries.withList("invoke", Wanted.ALL);
        entries.withList("enter", Wanted.UNFINISHED);
    }

    private void callWith(int given) {
        String descriptor = Runtime.takingValues(given, Runtime.VALUE_TYPE);
        MethodVisitor mv = writer.visitMethod(Opcodes.ACC_PUBLIC, "call", descriptor, null, null);
        mv.visitCode();
        interpretInCoroutine(mv, "interpret", descriptor, given);
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        if (shape.direct()) {
            for (int i = 0; i < shape.parameters(); i++) {
                if (i < given) {
                    mv.visitVarInsn(Opcodes.ALOAD, i + 1);
                } else {
                    Emitter.constant(mv, "NIL");
                }
            }
        } else {
            list(mv, given);
        }
        finish(mv, Wanted.FIRST);
    }

    private void withList(String name, Wanted wanted) {
        String descriptor = "(" + Runtime.VARARGS_TYPE + ")" + Runtime.VARARGS_TYPE;
        int access = wanted == Wanted.ALL ? Opcodes.ACC_PUBLIC : 0;
        MethodVisitor mv = writer.visitMethod(access, name, descriptor, null, null);
        mv.visitCode();
        interpretInCoroutine(mv, "interpretAll", descriptor, 1);
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        if (shape.direct()) {
            for (int i = 0; i < shape.parameters(); i++) {
                mv.visitVarInsn(Opcodes.ALOAD, 1);
                Emitter.argument(mv, i + 1);
            }
        } else {
            mv.visitVarInsn(Opcodes.ALOAD, 1);
        }
        finish(mv, wanted);
    }

    private static void interpretInCoroutine(
            MethodVisitor mv, String method, String descriptor, int arguments) {
        Label compiled = new Label();
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Runtime.FUNCTION, "inCoroutine", "()Z", false);
        mv.visitJumpInsn(Opcodes.IFEQ, compiled);
        for (int local = 0; local <= arguments; local++) {
            mv.visitVarInsn(Opcodes.ALOAD, local);
        }
        mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Runtime.FUNCTION, method, descriptor, false);
        mv.visitInsn(Opcodes.ARETURN);
        mv.visitLabel(compiled);
    }

    private static void list(MethodVisitor mv, int given) {
        if (given == 0) {
            Emitter.constant(mv, "NONE");
        }
        for (int local = 1; local <= given; local++) {
            mv.visitVarInsn(Opcodes.ALOAD, local);
        }
        if (given == 2) {
            Emitter.pair(mv);
        } else if (given == 3) {
            mv.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    Runtime.VALUE,
                    "varargsOf",
                    "("
                            + Runtime.VALUE_TYPE
                            + Runtime.VALUE_TYPE
                            + Runtime.VARARGS_TYPE
                            + ")"
                            + Runtime.VARARGS_TYPE,
                    false);
        }
    }

    private void finish(MethodVisitor mv, Wanted wanted) {
        mv.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, owner, BodyWriter.NAME, shape.descriptor(), false);
        if (!shape.single() && wanted != Wanted.UNFINISHED) {
            mv.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    Runtime.TAIL_CALL,
                    "results",
                    "(" + Runtime.VARARGS_TYPE + ")" + Runtime.VARARGS_TYPE,
                    false);
        }
        if (wanted == Wanted.FIRST && (!shape.single() || shape.returnsNothing())) {
            Emitter.first(mv);
        }
        mv.visitInsn(Opcodes.ARETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }
}
