package io.gridscript.lua.bytecode;

import org.luaj.vm2.LuaBoolean;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Short sequences that many places write. */
final class Emitter {

    private Emitter() {}

    static void integer(MethodVisitor mv, int value) {
        if (value >= -1 && value <= 5) {
            mv.visitInsn(Opcodes.ICONST_0 + value);
        } else if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
            mv.visitIntInsn(Opcodes.BIPUSH, value);
        } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
            mv.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            mv.visitLdcInsn(value);
        }
    }

    static void number(MethodVisitor mv, double value) {
        // Minus zero is another constant.
        if (Double.compare(value, 0) == 0 || value == 1) {
            mv.visitInsn(value == 1 ? Opcodes.DCONST_1 : Opcodes.DCONST_0);
        } else {
            mv.visitLdcInsn(value);
        }
    }

    /** Value of a list at a position, from 1. */
    static void argument(MethodVisitor mv, int position) {
        if (position == 1) {
            first(mv);
            return;
        }
        integer(mv, position);
        mv.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, Runtime.VARARGS, "arg", "(I)" + Runtime.VALUE_TYPE, false);
    }

    /** The first value of a list. */
    static void first(MethodVisitor mv) {
        mv.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, Runtime.VARARGS, "arg1", "()" + Runtime.VALUE_TYPE, false);
    }

    /** The list of a value and a list. */
    static void pair(MethodVisitor mv) {
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Runtime.VALUE,
                "varargsOf",
                "(" + Runtime.VALUE_TYPE + Runtime.VARARGS_TYPE + ")" + Runtime.VARARGS_TYPE,
                false);
    }

    /** The list of the values in an array. */
    static void list(MethodVisitor mv) {
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Runtime.VALUE,
                "varargsOf",
                "([" + Runtime.VALUE_TYPE + ")" + Runtime.VARARGS_TYPE,
                false);
    }

    /** One of LuaValue's constants: NIL, NONE, TRUE, FALSE. */
    static void constant(MethodVisitor mv, String name) {
        boolean isBoolean = name.equals("TRUE") || name.equals("FALSE");
        String type = isBoolean ? Type.getDescriptor(LuaBoolean.class) : Runtime.VALUE_TYPE;
        mv.visitFieldInsn(Opcodes.GETSTATIC, Runtime.VALUE, name, type);
    }

    /** A variable for closures with the value on the stack. */
    static void newVariable(MethodVisitor mv) {
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Runtime.UPVALUE,
                "holding",
                "(" + Runtime.VALUE_TYPE + ")" + Runtime.UPVALUE_TYPE,
                false);
    }

    /** A static method of CompiledTables. */
    static void onTables(MethodVisitor mv, String name, String descriptor) {
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, Runtime.TABLES, name, descriptor, false);
    }

    /** A static method of CompiledOperators. */
    static void operator(MethodVisitor mv, String name, String descriptor) {
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, Runtime.OPERATORS, name, descriptor, false);
    }
}
