package io.gridscript.lua.bytecode;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.IntStream;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.Prototype;

/**
 * What each register is known to hold before each instruction, and so how the code keeps it: as a
 * plain number, as a value, or as either. Registers that closures share are always {@link #VALUE}.
 */
final class Kinds {

    /** Nothing that will be read. */
    static final byte UNSET = 0;

    /** Surely a number, kept as such. */
    static final byte NUMBER = 1;

    /** Any value, kept as an object. */
    static final byte VALUE = 2;

    /** Either of these: a plain number where the object is null. */
    static final byte EITHER = NUMBER | VALUE;

    private final Prototype p;
    private final ControlFlow flow;
    private final Registers registers;
    private final byte[][] before;

    private Kinds(Prototype p, ControlFlow flow, Registers registers) {
        this.p = p;
        this.flow = flow;
        this.registers = registers;
        before = new byte[flow.length()][];
    }

    static Kinds of(Prototype p, ControlFlow flow, Registers registers, Shape shape) {
        Kinds kinds = new Kinds(p, flow, registers);
        kinds.find(shape.direct() ? EITHER : VALUE);
        return kinds;
    }

    byte before(int pc, int register) {
        return before[pc][register];
    }

    /** Whether an operand B or C is surely a number before an instruction. */
    boolean isNumber(int pc, int operand) {
        return Instruction.isConstant(operand)
                ? p.k[Instruction.constant(operand)] instanceof LuaNumber
                : before[pc][operand] == NUMBER;
    }

    /** Whether an operand B or C is surely kept as a value. */
    boolean isValue(int pc, int operand) {
        return !isNumber(pc, operand) && !isEither(pc, operand);
    }

    /** Whether an operand B or C may be kept as a number or as a value. */
    boolean isEither(int pc, int operand) {
        return !Instruction.isConstant(operand) && before[pc][operand] == EITHER;
    }

    /** The registers that anywhere may be kept as a number or as a value. */
    int[] everEither() {
        return IntStream.range(0, p.maxstacksize + 1)
                .filter(
                        register ->
                                Arrays.stream(before)
                                        .anyMatch(
                                                kinds ->
                                                        kinds != null && kinds[register] == EITHER))
                .toArray();
    }

    /** What registers hold after an instruction, where another follows. */
    byte[] after(int pc, int next) {
        byte[] kinds = before[pc].clone();
        Instruction i = flow.at(pc);
        int a = i.a();
        switch (i.opcode()) {
            case Lua.OP_MOVE -> set(kinds, a, kinds[i.b()]);
            case Lua.OP_LOADK -> set(kinds, a, p.k[i.bx()] instanceof LuaNumber ? NUMBER : VALUE);
            case Lua.OP_ADD, Lua.OP_SUB, Lua.OP_MUL, Lua.OP_DIV, Lua.OP_MOD, Lua.OP_POW ->
                    set(kinds, a, isNumber(pc, i.b()) && isNumber(pc, i.c()) ? NUMBER : EITHER);
            case Lua.OP_UNM -> set(kinds, a, kinds[i.b()] == NUMBER ? NUMBER : EITHER);
            case Lua.OP_LEN -> set(kinds, a, NUMBER);
            case Lua.OP_CALL -> {
                registers.sets(pc).stream().forEach(set -> kinds[set] = VALUE);
                if (Shape.isDirectCall(i) && i.c() == 2) {
                    set(kinds, a, EITHER);
                }
            }
            case Lua.OP_FORPREP -> {
                set(kinds, a, NUMBER);
                set(kinds, a + 1, NUMBER);
                set(kinds, a + 2, NUMBER);
            }
            case Lua.OP_FORLOOP -> {
                if (next != pc + 1) {
                    set(kinds, a + 3, NUMBER);
                }
            }
            case Lua.OP_TFORLOOP -> {
                if (next != pc + 1) {
                    set(kinds, a, kinds[a + 1]);
                }
            }
            case Lua.OP_TESTSET -> {
                if (next == pc + 1) {
                    set(kinds, a, kinds[i.b()]);
                }
            }
            case Lua.OP_TFORCALL -> {
                registers.sets(pc).stream().forEach(set -> kinds[set] = VALUE);
                set(kinds, a + 3, i.c() > 2 ? VALUE : EITHER);
            }
            default -> registers.sets(pc).stream().forEach(set -> kinds[set] = VALUE);
        }
        return kinds;
    }

    private void set(byte[] kinds, int register, byte kind) {
        kinds[register] = flow.isCaptured(register) ? VALUE : kind;
    }

    private void find(byte parameters) {
        byte[] entry = new byte[p.maxstacksize + 1];
        Arrays.fill(entry, 0, p.numparams, parameters);
        flow.captured().stream().forEach(register -> entry[register] = VALUE);
        before[0] = entry;
        Deque<Integer> open = new ArrayDeque<>();
        open.add(0);
        while (!open.isEmpty()) {
            int pc = open.poll();
            for (int next : flow.successors(pc)) {
                if (join(next, after(pc, next))) {
                    open.add(next);
                }
            }
        }
    }

    private boolean join(int pc, byte[] kinds) {
        boolean first = before[pc] == null;
        if (first) {
            before[pc] = new byte[kinds.length];
            flow.captured().stream().forEach(register -> before[pc][register] = VALUE);
        }
        boolean changed = first;
        for (int register = 0; register < kinds.length; register++) {
            int both = before[pc][register] | kinds[register];
            if (both != before[pc][register] && registers.isNeeded(pc, register)) {
                before[pc][register] = (byte) both;
                changed = true;
            }
        }
        return changed;
    }
}
