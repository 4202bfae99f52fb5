package io.gridscript.lua.bytecode;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.Prototype;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The local variables of a body: where each register of the function lives, as an object, a plain
 * number beside it, or a variable shared with closures; and what the body itself keeps.
 */
final class Frame {

    private static final String GET = "()" + Runtime.VALUE_TYPE;
    private static final String SET = "(" + Runtime.VALUE_TYPE + ")V";

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

    /** A number for a moment. */
    final int scratch;

    private final Shape shape;
    private final Map<Integer, Integer> places = new HashMap<>();
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
        kinds = Kinds.of(p, flow, registers, shape);
        int next = 1 + (shape.direct() ? 3 * shape.parameters() : 1);
        state = next++;
        depth = next++;
        pc = next++;
        callee = next++;
        tail = next++;
        extra = next++;
        jumps = next++;
        scratch = next;
        next += 2;
        values = new int[p.maxstacksize + 1];
        numbers = new int[p.maxstacksize + 1];
        for (int register = 0; register < values.length; register++) {
            boolean inPlace = shape.direct() && register < shape.parameters();
            values[register] = inPlace ? 1 + 3 * register : next;
            numbers[register] = values[register] + 1;
            next += inPlace ? 0 : 3;
        }
        for (int at = 0; at < flow.length(); at++) {
            if (flow.at(at).opcode() == Lua.OP_TFORCALL) {
                places.put(at, next++);
            }
        }
    }

    /** The local variable with the place at which the for loop of an instruction is. */
    int place(int at) {
        return places.get(at);
    }

    /** Gives local variables their first values; parameters are filled in. */
    void begin() {
        for (int register = 0; register < values.length; register++) {
            boolean parameter = register < shape.parameters();
            boolean shared = flow.isCaptured(register);
            if (parameter && !shape.direct()) {
                mv.visitVarInsn(Opcodes.ALOAD, 1);
                Emitter.argument(mv, register + 1);
            } else if (parameter && shared) {
                mv.visitVarInsn(Opcodes.ALOAD, values[register]);
                mv.visitVarInsn(Opcodes.DLOAD, numbers[register]);
                boxUnlessValue();
            } else if (!parameter && shared) {
                Emitter.constant(mv, "NIL");
            } else {
                continue;
            }
            if (shared) {
                Emitter.newVariable(mv);
            }
            mv.visitVarInsn(Opcodes.ASTORE, values[register]);
        }
        for (int place : places.values()) {
            mv.visitInsn(Opcodes.ICONST_M1);
            mv.visitVarInsn(Opcodes.ISTORE, place);
        }
        for (int register : kinds.everEither()) {
            if (!shape.direct() || register >= shape.parameters()) {
                mv.visitInsn(Opcodes.DCONST_0);
                mv.visitVarInsn(Opcodes.DSTORE, numbers[register]);
            }
        }
    }

    /** Pushes an operand B or C as a value. */
    void value(int at, int operand) {
        if (Instruction.isConstant(operand)) {
            constant(Instruction.constant(operand));
        } else if (flow.isCaptured(operand)) {
            shared(operand);
        } else if (kinds.before(at, operand) == Kinds.NUMBER) {
            mv.visitVarInsn(Opcodes.DLOAD, numbers[operand]);
            box();
        } else {
            if (kinds.before(at, operand) == Kinds.EITHER) {
                boxInPlace(operand);
            }
            mv.visitVarInsn(Opcodes.ALOAD, values[operand]);
        }
    }

    private void shared(int register) {
        variable(register);
        mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Runtime.UPVALUE, "get", GET, false);
    }

    /** Makes a value of a register's number, if it holds one, so that it is made once. */
    private void boxInPlace(int register) {
        Label value = new Label();
        mv.visitVarInsn(Opcodes.ALOAD, values[register]);
        mv.visitJumpInsn(Opcodes.IFNONNULL, value);
        mv.visitVarInsn(Opcodes.DLOAD, numbers[register]);
        box();
        mv.visitVarInsn(Opcodes.ASTORE, values[register]);
        mv.visitLabel(value);
    }

    /** Pushes an operand as a value, or null where it is a plain number. */
    void valueOrNull(int at, int operand) {
        if (kinds.isNumber(at, operand)) {
            mv.visitInsn(Opcodes.ACONST_NULL);
        } else if (kinds.isEither(at, operand)) {
            mv.visitVarInsn(Opcodes.ALOAD, values[operand]);
        } else {
            value(at, operand);
        }
    }

    /** Pushes an operand as two: a value or null, and the number that it is in that case. */
    void either(int at, int operand) {
        valueOrNull(at, operand);
        if (kinds.isNumber(at, operand)) {
            number(operand);
        } else if (kinds.isEither(at, operand)) {
            mv.visitVarInsn(Opcodes.DLOAD, numbers[operand]);
        } else {
            mv.visitInsn(Opcodes.DCONST_0);
        }
    }

    /** Pushes an operand as a number; as NaN unless it is one. */
    void numberOrNan(int at, int operand) {
        if (kinds.isNumber(at, operand)) {
            number(operand);
        } else if (kinds.isEither(at, operand)) {
            either(at, operand);
            Emitter.operator(mv, "number", "(" + Runtime.VALUE_TYPE + "D)D");
        } else {
            value(at, operand);
            Emitter.operator(mv, "number", "(" + Runtime.VALUE_TYPE + ")D");
        }
    }

    /** Pushes an operand that is surely a number. */
    void number(int operand) {
        if (Instruction.isConstant(operand)) {
            Emitter.number(mv, p.k[Instruction.constant(operand)].todouble());
        } else if (flow.isCaptured(operand)) {
            // A loop's own register that is, at other times, a variable which closures share.
            shared(operand);
            mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Runtime.VALUE, "todouble", "()D", false);
        } else {
            mv.visitVarInsn(Opcodes.DLOAD, numbers[operand]);
        }
    }

    /** Pushes an operand as it is, and answers its type in a descriptor. */
    String operand(int at, int operand) {
        if (Instruction.isConstant(operand)
                && p.k[Instruction.constant(operand)] instanceof LuaInteger integer) {
            Emitter.integer(mv, integer.v);
            return "I";
        }
        if (kinds.isNumber(at, operand)) {
            number(operand);
            return "D";
        }
        if (kinds.isEither(at, operand)) {
            either(at, operand);
            return Runtime.VALUE_TYPE + "D";
        }
        value(at, operand);
        return Runtime.VALUE_TYPE;
    }

    /** Pushes the variable that a shared register is. */
    void variable(int register) {
        mv.visitVarInsn(Opcodes.ALOAD, values[register]);
    }

    /** Puts a shared register's variable out of the reach of the closures made so far. */
    void renew(int register) {
        variable(register);
        String descriptor = "()" + Runtime.UPVALUE_TYPE;
        mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Runtime.UPVALUE, "fresh", descriptor, false);
        mv.visitVarInsn(Opcodes.ASTORE, values[register]);
    }

    /** Stores the value on the stack in a register. */
    void setValue(int register) {
        if (flow.isCaptured(register)) {
            variable(register);
            mv.visitInsn(Opcodes.SWAP);
            mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Runtime.UPVALUE, "set", SET, false);
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

    /** Stores what {@link #either} pushes in a register that may hold either. */
    void setEither(int register) {
        if (flow.isCaptured(register)) {
            boxUnlessValue();
            setValue(register);
        } else {
            mv.visitVarInsn(Opcodes.DSTORE, numbers[register]);
            mv.visitVarInsn(Opcodes.ASTORE, values[register]);
        }
    }

    /** Says that a register that may hold either holds a number. */
    void isPlain(int register) {
        if (!flow.isCaptured(register)) {
            mv.visitInsn(Opcodes.ACONST_NULL);
            mv.visitVarInsn(Opcodes.ASTORE, values[register]);
        }
    }

    void box() {
        Emitter.operator(mv, "box", "(D)" + Runtime.VALUE_TYPE);
    }

    private void boxUnlessValue() {
        String descriptor = "(" + Runtime.VALUE_TYPE + "D)" + Runtime.VALUE_TYPE;
        Emitter.operator(mv, "box", descriptor);
    }

    void constant(int index) {
        if (p.k[index].isnil()) {
            Emitter.constant(mv, "NIL");
            return;
        }
        constants.set(index);
        mv.visitFieldInsn(Opcodes.GETSTATIC, owner, "k" + index, Runtime.VALUE_TYPE);
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
