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

    /**
     * The results wanted: the first, the first as compiled code takes it, all, or all but with a
     * call at the end left to the caller.
     */
    private enum Wanted {
        FIRST,
        PLAIN,
        ALL,
        UNFINISHED
    }

    private static final String VALUE = Runtime.VALUE_TYPE;

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
            if (!shape.isPlain() || given != shape.parameters()) {
                entries.callPlainWith(given);
            }
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
                mv.visitInsn(Opcodes.DCONST_0);
            }
        } else {
            for (int i = 0; i < given; i++) {
                mv.visitVarInsn(Opcodes.ALOAD, i + 1);
            }
            list(mv, given);
        }
        finish(mv, Wanted.FIRST);
    }

    /** No coroutine runs where compiled code calls. */
    private void callPlainWith(int given) {
        MethodVisitor mv = writer.visitMethod(0, "callPlain", Shape.plain(given), null, null);
        mv.visitCode();
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        if (shape.direct()) {
            for (int i = 0; i < shape.parameters(); i++) {
                if (i < given) {
                    mv.visitVarInsn(Opcodes.ALOAD, 1 + 3 * i);
                    mv.visitVarInsn(Opcodes.DLOAD, 2 + 3 * i);
                } else {
                    Emitter.constant(mv, "NIL");
                    mv.visitInsn(Opcodes.DCONST_0);
                }
            }
        } else {
            for (int i = 0; i < given; i++) {
                mv.visitVarInsn(Opcodes.ALOAD, 1 + 3 * i);
                mv.visitVarInsn(Opcodes.DLOAD, 2 + 3 * i);
                Emitter.operator(mv, "box", "(" + Runtime.VALUE_TYPE + "D)" + Runtime.VALUE_TYPE);
            }
            list(mv, given);
        }
        finish(mv, Wanted.PLAIN);
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
                mv.visitInsn(Opcodes.DCONST_0);
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
        mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Runtime.FUNCTION, "isInterpreted", "()Z", false);
        mv.visitJumpInsn(Opcodes.IFEQ, compiled);
        for (int local = 0; local <= arguments; local++) {
            mv.visitVarInsn(Opcodes.ALOAD, local);
        }
        mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Runtime.FUNCTION, method, descriptor, false);
        mv.visitInsn(Opcodes.ARETURN);
        mv.visitLabel(compiled);
    }

    /** Makes a list of the values on the stack. */
    private static void list(MethodVisitor mv, int given) {
        if (given == 0) {
            Emitter.constant(mv, "NONE");
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
        mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, shape.body(), shape.descriptor(), false);
        if (shape.single()) {
            if (wanted != Wanted.PLAIN) {
                mv.visitVarInsn(Opcodes.ALOAD, 0);
                onFunction(mv, "boxed", "(" + VALUE + Runtime.FUNCTION_TYPE + ")" + VALUE);
            }
            if (shape.returnsNothing() && (wanted == Wanted.FIRST || wanted == Wanted.PLAIN)) {
                onFunction(mv, "first", "(" + VALUE + ")" + VALUE);
            }
        } else {
            if (wanted != Wanted.UNFINISHED) {
                mv.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        Runtime.TAIL_CALL,
                        "results",
                        "(" + Runtime.VARARGS_TYPE + ")" + Runtime.VARARGS_TYPE,
                        false);
            }
            if (wanted == Wanted.FIRST || wanted == Wanted.PLAIN) {
                Emitter.first(mv);
            }
        }
        mv.visitInsn(Opcodes.ARETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private static void onFunction(MethodVisitor mv, String name, String descriptor) {
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, Runtime.FUNCTION, name, descriptor, false);
    }
}
