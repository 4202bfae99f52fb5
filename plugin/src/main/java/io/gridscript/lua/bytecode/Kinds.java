package io.gridscript.lua.bytecode;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.Prototype;

/**
 * What each register is known to hold before each instruction. Registers that closures share are
 * always {@link #ANY}.
 */
final class Kinds {

    /** Nothing that will be read. */
    static final byte UNSET = 0;

    /** Surely a number. */
    static final byte NUMBER = 1;

    /** Any value. */
    static final byte ANY = 2;

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

    static Kinds of(Prototype p, ControlFlow flow, Registers registers) {
        Kinds kinds = new Kinds(p, flow, registers);
        kinds.find();
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

    /** What registers hold after an instruction, where another follows. */
    byte[] after(int pc, int next) {
        byte[] kinds = before[pc].clone();
        Instruction i = flow.at(pc);
        int a = i.a();
        switch (i.opcode()) {
            case Lua.OP_MOVE -> set(kinds, a, kinds[i.b()]);
            case Lua.OP_LOADK -> set(kinds, a, p.k[i.bx()] instanceof LuaNumber ? NUMBER : ANY);
            case Lua.OP_ADD, Lua.OP_SUB, Lua.OP_MUL, Lua.OP_DIV, Lua.OP_MOD, Lua.OP_POW ->
                    set(kinds, a, isNumber(pc, i.b()) && isNumber(pc, i.c()) ? NUMBER : ANY);
            case Lua.OP_UNM -> set(kinds, a, kinds[i.b()] == NUMBER ? NUMBER : ANY);
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
            case Lua.OP_TESTSET -> {
                if (next == pc + 1) {
                    set(kinds, a, kinds[i.b()]);
                }
            }
            default -> registers.sets(pc).stream().forEach(set -> kinds[set] = ANY);
        }
        return kinds;
    }

    private void set(byte[] kinds, int register, byte kind) {
        kinds[register] = flow.isCaptured(register) ? ANY : kind;
    }

    private void find() {
        byte[] entry = new byte[p.maxstacksize + 1];
        Arrays.fill(entry, 0, p.numparams, ANY);
        flow.captured().stream().forEach(register -> entry[register] = ANY);
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
            flow.captured().stream().forEach(register -> before[pc][register] = ANY);
        }
        boolean changed = first;
        for (int register = 0; register < kinds.length; register++) {
            if (kinds[register] > before[pc][register] && registers.isNeeded(pc, register)) {
                before[pc][register] = kinds[register];
                changed = true;
            }
        }
        return changed;
    }
}
