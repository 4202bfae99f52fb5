package io.gridscript.lua.bytecode;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.luaj.vm2.Lua;
import org.luaj.vm2.Prototype;

/** Which instruction may follow which, and which run at all. */
final class ControlFlow {

    private static final int[] NOTHING = {};

    private final Instruction[] code;
    private final BitSet reachable = new BitSet();
    private final BitSet targets = new BitSet();
    private final BitSet captured = new BitSet();
    private boolean loops;

    private ControlFlow(Instruction[] code) {
        this.code = code;
    }

    static ControlFlow of(Prototype p) {
        Instruction[] code = new Instruction[p.code.length];
        for (int pc = 0; pc < code.length; pc++) {
            code[pc] = Instruction.of(p.code[pc]);
        }
        ControlFlow flow = new ControlFlow(code);
        flow.follow();
        flow.findCaptured(p);
        return flow;
    }

    int length() {
        return code.length;
    }

    Instruction at(int pc) {
        return code[pc];
    }

    boolean isReachable(int pc) {
        return reachable.get(pc);
    }

    /** Whether something other than the instruction before it may lead here. */
    boolean isTarget(int pc) {
        return targets.get(pc);
    }

    /** Whether nothing but the instruction before it leads here, and always does. */
    boolean followsAlways(int pc) {
        if (pc >= code.length || targets.get(pc)) {
            return false;
        }
        int[] next = successors(pc - 1);
        return next.length == 1 && next[0] == pc;
    }

    /** Whether a closure made in this function shares the register's variable. */
    boolean isCaptured(int register) {
        return captured.get(register);
    }

    BitSet captured() {
        return captured;
    }

    /** Whether anything jumps backwards. */
    boolean hasLoops() {
        return loops;
    }

    /** The instructions that may come after one. */
    int[] successors(int pc) {
        Instruction i = code[pc];
        return switch (i.opcode()) {
            case Lua.OP_JMP, Lua.OP_FORPREP -> new int[] {pc + 1 + i.jump()};
            case Lua.OP_EQ, Lua.OP_LT, Lua.OP_LE, Lua.OP_TEST, Lua.OP_TESTSET ->
                    new int[] {pc + 1, pc + 2};
            case Lua.OP_LOADBOOL -> new int[] {i.c() != 0 ? pc + 2 : pc + 1};
            case Lua.OP_SETLIST -> new int[] {i.c() == 0 ? pc + 2 : pc + 1};
            case Lua.OP_FORLOOP, Lua.OP_TFORLOOP -> new int[] {pc + 1, pc + 1 + i.jump()};
            case Lua.OP_RETURN, Lua.OP_TAILCALL -> NOTHING;
            default -> new int[] {pc + 1};
        };
    }

    private void follow() {
        Deque<Integer> open = new ArrayDeque<>();
        open.push(0);
        reachable.set(0);
        while (!open.isEmpty()) {
            int pc = open.pop();
            for (int next : successors(pc)) {
                if (next != pc + 1) {
                    targets.set(next);
                    loops |= next <= pc;
                }
                if (!reachable.get(next)) {
                    reachable.set(next);
                    open.push(next);
                }
            }
        }
    }

    private void findCaptured(Prototype p) {
        for (int pc = 0; pc < code.length; pc++) {
            if (reachable.get(pc) && code[pc].opcode() == Lua.OP_CLOSURE) {
                for (var upvalue : p.p[code[pc].bx()].upvalues) {
                    if (upvalue.instack) {
                        captured.set(upvalue.idx);
                    }
                }
            }
        }
    }
}
