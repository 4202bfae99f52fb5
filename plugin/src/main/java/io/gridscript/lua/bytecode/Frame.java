package io.gridscript.lua.bytecode;

import java.util.BitSet;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The local variables of a body: where each register of the function lives, as a value, a plain
 * number, or a variable shared with closures; and what the body itself keeps.
 */
final class Frame {

    private static final String GET = "()" + Runtime.VALUE_TYPE;

    final MethodVisitor mv;
    final Prototype p;
    final ControlFlow flow;
    final Registers registers;
    final Kinds kinds;
    final String owner;

    /** Constants that the body reads as values. */
    final BitSet constants = new BitSet();

    /** LuaState; the depth of this call; the instruction; what it calls; open values; "...". */
    final int state;

    final int depth;
    final int pc;
    final int callee;
    final int tail;
    final int extra;

    /** Jumps backwards that the state doesn't know of yet. */
    final int jumps;

    private final Shape shape;
    private final int[] values;
    private final int[] numbers;

    Frame(
            MethodVisitor mv,
            String owner,
            Prototype p,
            ControlFlow flow,
            Registers registers,
            Shape shape) {
        this.mv = mv;
        this.owner = owner;
        this.p = p;
        this.flow = flow;
        this.registers = registers;
        this.shape = shape;
        kinds = Kinds.of(p, flow, registers);
        int next = 1 + (shape.direct() ? shape.parameters() : 1);
        state = next++;
        depth = next++;
        pc = next++;
        callee = next++;
        tail = next++;
        extra = next++;
        jumps = next++;
        values = new int[p.maxstacksize + 1];
        numbers = new int[p.maxstacksize + 1];
        for (int register = 0; register < values.length; register++) {
            boolean inPlace = shape.direct() && register < shape.parameters();
            values[register] = inPlace ? 1 + register : next++;
            numbers[register] = next;
            next += 2;
        }
    }

    /** Gives every local variable its first value; parameters are filled in. */
    void begin() {
        for (int register = 0; register < values.length; register++) {
            boolean parameter = register < shape.parameters();
            boolean shared = flow.isCaptured(register);
            if (parameter && !shape.direct()) {
                mv.visitVarInsn(Opcodes.ALOAD, 1);
                Emitter.argument(mv, register + 1);
            } else if (parameter && shared) {
                mv.visitVarInsn(Opcodes.ALOAD, values[register]);
            } else if (!parameter && shared) {
                Emitter.constant(mv, "NIL");
            } else if (!parameter) {
                mv.visitInsn(Opcodes.ACONST_NULL);
            } else {
                continue;
            }
            if (shared) {
                newVariable();
            }
            mv.visitVarInsn(Opcodes.ASTORE, values[register]);
        }
        everNumbers().stream()
                .forEach(
                        register -> {
                            mv.visitInsn(Opcodes.DCONST_0);
                            mv.visitVarInsn(Opcodes.DSTORE, numbers[register]);
                        });
    }

    private BitSet everNumbers() {
        BitSet found = new BitSet();
        for (int at = 0; at < flow.length(); at++) {
            if (flow.isReachable(at)) {
                for (int next : flow.successors(at)) {
                    byte[] after = kinds.after(at, next);
                    for (int register = 0; register < after.length; register++) {
                        if (after[register] == Kinds.NUMBER) {
                            found.set(register);
                        }
                    }
                }
            }
        }
        return found;
    }

    private void newVariable() {
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Runtime.UPVALUE,
                "holding",
                "(" + Runtime.VALUE_TYPE + ")" + Runtime.UPVALUE_TYPE,
                false);
    }

    /** Pushes an operand B or C as a value. */
    void value(int at, int operand) {
        if (Instruction.isConstant(operand)) {
            constant(Instruction.constant(operand));
        } else if (flow.isCaptured(operand)) {
            variable(operand);
            mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Runtime.UPVALUE, "get", GET, false);
        } else if (kinds.before(at, operand) == Kinds.NUMBER) {
            mv.visitVarInsn(Opcodes.DLOAD, numbers[operand]);
            box();
        } else {
            mv.visitVarInsn(Opcodes.ALOAD, values[operand]);
        }
    }

    /** Pushes an operand that is surely a number. */
    void number(int operand) {
        if (Instruction.isConstant(operand)) {
            Emitter.number(mv, p.k[Instruction.constant(operand)].todouble());
        } else if (flow.isCaptured(operand)) {
            // A loop's own register that is, at other times, a variable which closures share.
            variable(operand);
            mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Runtime.UPVALUE, "get", GET, false);
            mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Runtime.VALUE, "todouble", "()D", false);
        } else {
            mv.visitVarInsn(Opcodes.DLOAD, numbers[operand]);
        }
    }

    /** Pushes an operand as it is, and answers its type in a descriptor. */
    String operand(int at, int operand) {
        if (kinds.isNumber(at, operand)) {
            number(operand);
            return "D";
        }
        value(at, operand);
        return Runtime.VALUE_TYPE;
    }

    /** Pushes an operand as {@link #operand} does, a constant integer as an {@code int}. */
    String operandOrInteger(int at, int operand) {
        if (Instruction.isConstant(operand)
                && p.k[Instruction.constant(operand)] instanceof LuaInteger integer) {
            Emitter.integer(mv, integer.v);
            return "I";
        }
        return operand(at, operand);
    }

    /** Pushes the variable that a shared register is. */
    void variable(int register) {
        mv.visitVarInsn(Opcodes.ALOAD, values[register]);
    }

    /** Puts a shared register's variable out of the reach of the closures made so far. */
    void renew(int register) {
        variable(register);
        mv.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL,
                Runtime.UPVALUE,
                "fresh",
                "()" + Runtime.UPVALUE_TYPE,
                false);
        mv.visitVarInsn(Opcodes.ASTORE, values[register]);
    }

    /** Stores the value on the stack in a register. */
    void setValue(int register) {
        if (flow.isCaptured(register)) {
            variable(register);
            mv.visitInsn(Opcodes.SWAP);
            mv.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    Runtime.UPVALUE,
                    "set",
                    "(" + Runtime.VALUE_TYPE + ")V",
                    false);
        } else {
            mv.visitVarInsn(Opcodes.ASTORE, values[register]);
        }
    }

    /** Stores the number on the stack in a register. */
    void setNumber(int register) {
        if (flow.isCaptured(register)) {
            box();
            setValue(register);
        } else {
            mv.visitVarInsn(Opcodes.DSTORE, numbers[register]);
        }
    }

    void box() {
        Emitter.operator(mv, "box", "(D)" + Runtime.VALUE_TYPE);
    }

    /** Makes a value of a register's number. */
    void boxInPlace(int register) {
        mv.visitVarInsn(Opcodes.DLOAD, numbers[register]);
        box();
        mv.visitVarInsn(Opcodes.ASTORE, values[register]);
    }

    void constant(int index) {
        LuaValue value = p.k[index];
        if (value.isnil()) {
            Emitter.constant(mv, "NIL");
        } else {
            constants.set(index);
            mv.visitFieldInsn(Opcodes.GETSTATIC, owner, "k" + index, Runtime.VALUE_TYPE);
        }
    }

    /** Says which instruction runs, before it does something that may throw. */
    void mark(int at) {
        Emitter.integer(mv, at);
        mv.visitVarInsn(Opcodes.ISTORE, pc);
    }

    /** Pushes an array of the values of some registers. */
    void array(int at, int from, int count) {
        Emitter.integer(mv, count);
        mv.visitTypeInsn(Opcodes.ANEWARRAY, Runtime.VALUE);
        for (int i = 0; i < count; i++) {
            mv.visitInsn(Opcodes.DUP);
            Emitter.integer(mv, i);
            value(at, from + i);
            mv.visitInsn(Opcodes.AASTORE);
        }
    }
}
