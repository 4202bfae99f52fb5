package io.gridscript.lua.bytecode;

import java.util.BitSet;
import org.luaj.vm2.Lua;

/** Which registers each instruction reads and sets, and which are read later. */
final class Registers {

    private final ControlFlow flow;
    private final BitSet[] reads;
    private final BitSet[] sets;
    private final BitSet[] needed;
    private final int[] openFrom;

    private Registers(ControlFlow flow) {
        this.flow = flow;
        int length = flow.length();
        reads = new BitSet[length];
        sets = new BitSet[length];
        needed = new BitSet[length];
        openFrom = new int[length];
    }

    static Registers of(ControlFlow flow) throws NotCompilable {
        Registers registers = new Registers(flow);
        registers.read();
        registers.findNeeded();
        return registers;
    }

    /** The registers that an instruction reads. */
    BitSet reads(int pc) {
        return reads[pc];
    }

    /** The registers that an instruction sets, on every way out of it where they are needed. */
    BitSet sets(int pc) {
        return sets[pc];
    }

    /** Whether a value that a register has before an instruction is read there or later. */
    boolean isNeeded(int pc, int register) {
        return needed[pc].get(register);
    }

    /** For an instruction with an open number of operands: the register of the first open one. */
    int openFrom(int pc) {
        return openFrom[pc];
    }

    private void read() throws NotCompilable {
        int open = -1;
        for (int pc = 0; pc < flow.length(); pc++) {
            reads[pc] = new BitSet();
            sets[pc] = new BitSet();
            openFrom[pc] = open;
            if (!flow.isReachable(pc)) {
                continue;
            }
            Instruction i = flow.at(pc);
            read(i, reads[pc], sets[pc], open);
            boolean opens =
                    i.opcode() == Lua.OP_CALL && i.c() == 0
                            || i.opcode() == Lua.OP_VARARG && i.b() == 0;
            open = opens ? i.a() : open;
        }
    }

    private static void read(Instruction i, BitSet reads, BitSet sets, int open)
            throws NotCompilable {
        int a = i.a();
        int b = i.b();
        int c = i.c();
        switch (i.opcode()) {
            case Lua.OP_MOVE, Lua.OP_UNM, Lua.OP_NOT, Lua.OP_LEN, Lua.OP_TESTSET -> {
                reads.set(b);
                if (i.opcode() != Lua.OP_TESTSET) {
                    sets.set(a);
                }
            }
            case Lua.OP_LOADK, Lua.OP_LOADBOOL, Lua.OP_GETUPVAL, Lua.OP_NEWTABLE, Lua.OP_CLOSURE ->
                    sets.set(a);
            case Lua.OP_LOADNIL -> sets.set(a, a + b + 1);
            case Lua.OP_GETTABUP -> {
                operand(c, reads);
                sets.set(a);
            }
            case Lua.OP_GETTABLE -> {
                reads.set(b);
                operand(c, reads);
                sets.set(a);
            }
            case Lua.OP_SELF -> {
                reads.set(b);
                operand(c, reads);
                sets.set(a, a + 2);
            }
            case Lua.OP_SETUPVAL, Lua.OP_TEST -> reads.set(a);
            case Lua.OP_SETTABUP, Lua.OP_EQ, Lua.OP_LT, Lua.OP_LE -> {
                operand(b, reads);
                operand(c, reads);
            }
            case Lua.OP_SETTABLE -> {
                reads.set(a);
                operand(b, reads);
                operand(c, reads);
            }
            case Lua.OP_ADD, Lua.OP_SUB, Lua.OP_MUL, Lua.OP_DIV, Lua.OP_MOD, Lua.OP_POW -> {
                operand(b, reads);
                operand(c, reads);
                sets.set(a);
            }
            case Lua.OP_CONCAT -> {
                reads.set(b, c + 1);
                sets.set(a);
            }
            case Lua.OP_JMP -> {}
            case Lua.OP_CALL -> {
                reads.set(a, b == 0 ? open : a + b);
                sets.set(a, c == 0 ? a : a + c - 1);
            }
            case Lua.OP_TAILCALL -> reads.set(a, b == 0 ? open : a + b);
            case Lua.OP_RETURN -> reads.set(a, b == 0 ? open : a + b - 1);
            case Lua.OP_FORPREP -> {
                reads.set(a, a + 3);
                sets.set(a, a + 3);
            }
            case Lua.OP_FORLOOP -> {
                reads.set(a, a + 3);
                sets.set(a);
                sets.set(a + 3);
            }
            case Lua.OP_TFORCALL -> {
                reads.set(a, a + 3);
                sets.set(a + 3, a + 3 + c);
            }
            case Lua.OP_TFORLOOP -> {
                reads.set(a + 1);
                sets.set(a);
            }
            case Lua.OP_SETLIST -> reads.set(a, b == 0 ? open : a + b + 1);
            case Lua.OP_VARARG -> sets.set(a, b == 0 ? a : a + b - 1);
            default -> throw new NotCompilable("opcode " + i.opcode());
        }
    }

    private static void operand(int operand, BitSet reads) {
        if (!Instruction.isConstant(operand)) {
            reads.set(operand);
        }
    }

    private void findNeeded() {
        for (int pc = 0; pc < needed.length; pc++) {
            needed[pc] = new BitSet();
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int pc = flow.length() - 1; pc >= 0; pc--) {
                if (flow.isReachable(pc)) {
                    changed |= addNeeded(pc);
                }
            }
        }
    }

    private boolean addNeeded(int pc) {
        BitSet before = new BitSet();
        for (int next : flow.successors(pc)) {
            before.or(needed[next]);
        }
        before.andNot(sets[pc]);
        before.or(reads[pc]);
        if (before.equals(needed[pc])) {
            return false;
        }
        needed[pc] = before;
        return true;
    }
}
