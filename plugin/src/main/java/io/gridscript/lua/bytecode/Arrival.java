package io.gridscript.lua.bytecode;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.luaj.vm2.Lua;

/**
 * Where a function takes its place in the depth of calls: on each way through it, in front of the
 * first instruction that may call something. A way that ends before, as the last step of a
 * recursion does, costs nothing.
 */
final class Arrival {

    private final ControlFlow flow;
    private final Kinds kinds;
    private final BitSet before = new BitSet();
    private final BitSet places = new BitSet();

    private Arrival(ControlFlow flow, Kinds kinds) {
        this.flow = flow;
        this.kinds = kinds;
    }

    static Arrival of(ControlFlow flow, Kinds kinds) {
        Arrival arrival = new Arrival(flow, kinds);
        arrival.follow();
        if (arrival.isReturnedTo()) {
            arrival.before.clear();
            arrival.places.clear();
            arrival.places.set(0);
        }
        return arrival;
    }

    /** Whether the function takes its place in front of an instruction, unless it has already. */
    boolean isAt(int pc) {
        return places.get(pc);
    }

    /** Whether it hasn't taken its place when it is at an instruction. */
    boolean isAhead(int pc) {
        return before.get(pc);
    }

    private void follow() {
        Deque<Integer> open = new ArrayDeque<>();
        open.push(0);
        while (!open.isEmpty()) {
            int pc = open.pop();
            if (mayCall(pc)) {
                places.set(pc);
            } else if (!before.get(pc)) {
                before.set(pc);
                for (int next : flow.successors(pc)) {
                    open.push(next);
                }
            }
        }
    }

    /** Whether a way leads back to where the function may not have taken its place yet. */
    private boolean isReturnedTo() {
        for (int pc = 0; pc < flow.length(); pc++) {
            if (flow.isReachable(pc) && !before.get(pc)) {
                for (int next : flow.successors(pc)) {
                    if (before.get(next)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean mayCall(int pc) {
        Instruction i = flow.at(pc);
        return switch (i.opcode()) {
            case Lua.OP_MOVE,
                    Lua.OP_LOADK,
                    Lua.OP_LOADBOOL,
                    Lua.OP_LOADNIL,
                    Lua.OP_GETUPVAL,
                    Lua.OP_NOT,
                    Lua.OP_TEST,
                    Lua.OP_TESTSET,
                    Lua.OP_RETURN ->
                    false;
            case Lua.OP_JMP -> i.jump() < 0;
            // Metamethods compare tables with each other only.
            case Lua.OP_EQ, Lua.OP_LT, Lua.OP_LE ->
                    !isConstantOrNumber(pc, i.b()) && !isConstantOrNumber(pc, i.c());
            case Lua.OP_ADD, Lua.OP_SUB, Lua.OP_MUL, Lua.OP_DIV, Lua.OP_MOD, Lua.OP_POW ->
                    !kinds.isNumber(pc, i.b()) || !kinds.isNumber(pc, i.c());
            default -> true;
        };
    }

    private boolean isConstantOrNumber(int pc, int operand) {
        return Instruction.isConstant(operand) || kinds.isNumber(pc, operand);
    }
}
