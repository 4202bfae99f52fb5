package io.gridscript.lua.bytecode;

import java.util.BitSet;
import java.util.Set;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Compiles the bytecode of a Lua function to a class of the JVM, a subclass of {@code
 * CompiledFunction}. It wants as its class data the Prototype's constants.
 */
public final class FunctionCompiler {

    /** The JVM compiles no method beyond this many bytes, and interprets them slower than we. */
    private static final int MOST_BYTES = 7_900;

    /** What is surely too long isn't looked at. */
    private static final int MOST_INSTRUCTIONS = 3_000;

    private static final String METHOD_HANDLES = "java/lang/invoke/MethodHandles";
    private static final String CONSTRUCTOR =
            "(" + Runtime.STATE_TYPE + Runtime.PROTOTYPE_TYPE + "[" + Runtime.UPVALUE_TYPE + ")V";

    private final Prototype p;
    private final String name;
    private final ClassWriter writer = new LuaClassWriter();

    private FunctionCompiler(Prototype p) {
        this.p = p;
        this.name = "io/gridscript/lua/vm/LuaLine" + p.linedefined;
    }

    /**
     * Makes the class file of a function.
     *
     * @throws NotCompilable when the function would be too large for the JVM
     */
    public static byte[] compile(Prototype p) throws NotCompilable {
        if (p.code.length > MOST_INSTRUCTIONS) {
            throw new NotCompilable(p.code.length + " instructions");
        }
        return new FunctionCompiler(p).write();
    }

    private byte[] write() throws NotCompilable {
        ControlFlow flow = ControlFlow.of(p);
        Registers registers = Registers.of(flow);
        Shape shape = Shape.of(p, flow);
        int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
        writer.visit(Runtime.CLASS_VERSION, access, name, null, Runtime.FUNCTION, null);
        BodyWriter body = new BodyWriter(writer, name, p, flow, registers, shape);
        int bytes = body.write();
        if (bytes > MOST_BYTES) {
            throw new NotCompilable(bytes + " bytes");
        }
        constants(body.constants());
        upvalues();
        constructor();
        create();
        EntryWriter.write(writer, name, shape);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void constants(BitSet used) {
        if (used.isEmpty()) {
            return;
        }
        used.stream()
                .forEach(
                        k ->
                                writer.visitField(
                                        Opcodes.ACC_STATIC | Opcodes.ACC_FINAL,
                                        "k" + k,
                                        Runtime.VALUE_TYPE,
                                        null,
                                        null));
        MethodVisitor mv = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        mv.visitCode();
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                METHOD_HANDLES,
                "lookup",
                "()Ljava/lang/invoke/MethodHandles$Lookup;",
                false);
        mv.visitLdcInsn("_");
        mv.visitLdcInsn(Type.getType(LuaValue[].class));
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                METHOD_HANDLES,
                "classData",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)"
                        + "Ljava/lang/Object;",
                false);
        mv.visitTypeInsn(Opcodes.CHECKCAST, "[" + Runtime.VALUE_TYPE);
        mv.visitVarInsn(Opcodes.ASTORE, 0);
        used.stream()
                .forEach(
                        k -> {
                            mv.visitVarInsn(Opcodes.ALOAD, 0);
                            Emitter.integer(mv, k);
                            mv.visitInsn(Opcodes.AALOAD);
                            mv.visitFieldInsn(Opcodes.PUTSTATIC, name, "k" + k, Runtime.VALUE_TYPE);
                        });
        mv.visitInsn(Opcodes.RETURN);
        end(mv);
    }

    private void upvalues() {
        for (int i = 0; i < p.upvalues.length; i++) {
            writer.visitField(0, "u" + i, Runtime.UPVALUE_TYPE, null, null);
        }
    }

    private void constructor() {
        MethodVisitor mv = writer.visitMethod(0, "<init>", CONSTRUCTOR, null, null);
        mv.visitCode();
        for (int local = 0; local < 4; local++) {
            mv.visitVarInsn(Opcodes.ALOAD, local);
        }
        mv.visitMethodInsn(Opcodes.INVOKESPECIAL, Runtime.FUNCTION, "<init>", CONSTRUCTOR, false);
        mv.visitInsn(Opcodes.RETURN);
        end(mv);
    }

    private void create() {
        MethodVisitor mv =
                writer.visitMethod(
                        0,
                        "create",
                        "("
                                + Runtime.STATE_TYPE
                                + "["
                                + Runtime.UPVALUE_TYPE
                                + ")"
                                + Runtime.FUNCTION_TYPE,
                        null,
                        null);
        mv.visitCode();
        mv.visitTypeInsn(Opcodes.NEW, name);
        mv.visitInsn(Opcodes.DUP);
        mv.visitVarInsn(Opcodes.ALOAD, 1);
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitFieldInsn(
                Opcodes.GETFIELD, name, "prototype", "Lio/gridscript/lua/vm/TieredPrototype;");
        mv.visitVarInsn(Opcodes.ALOAD, 2);
        mv.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", CONSTRUCTOR, false);
        for (int i = 0; i < p.upvalues.length; i++) {
            mv.visitInsn(Opcodes.DUP);
            mv.visitVarInsn(Opcodes.ALOAD, 2);
            Emitter.integer(mv, i);
            mv.visitInsn(Opcodes.AALOAD);
            mv.visitFieldInsn(Opcodes.PUTFIELD, name, "u" + i, Runtime.UPVALUE_TYPE);
        }
        mv.visitInsn(Opcodes.ARETURN);
        end(mv);
    }

    private static void end(MethodVisitor mv) {
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    /** Finds common superclasses without loading classes. */
    private static final class LuaClassWriter extends ClassWriter {

        /** The kinds of values that the code names. */
        private static final Set<String> VALUES =
                Set.of(
                        Runtime.VALUE,
                        Type.getInternalName(LuaBoolean.class),
                        Type.getInternalName(LuaTable.class));

        LuaClassWriter() {
            super(COMPUTE_FRAMES);
        }

        @Override
        protected String getCommonSuperClass(String one, String other) {
            if (VALUES.contains(one) && VALUES.contains(other)) {
                return Runtime.VALUE;
            }
            boolean lists =
                    one.equals(Runtime.VARARGS) && VALUES.contains(other)
                            || other.equals(Runtime.VARARGS) && VALUES.contains(one);
            return lists ? Runtime.VARARGS : "java/lang/Object";
        }
    }
}
