package io.gridscript.lua.bytecode;

import org.luaj.vm2.Lua;
import org.luaj.vm2.Prototype;

/**
 * How the method that holds a function's code takes arguments and returns results.
 *
 * @param parameters how many the function names
 * @param direct whether each is two parameters of the method, an object and a plain number;
 *     otherwise it takes one list
 * @param open whether the function takes further arguments, {@code ...}
 * @param single whether it always returns one value, or none; the method returns null then where
 *     that is the plain number in the state
 * @param returnsNothing whether it ever returns none
 */
record Shape(int parameters, boolean direct, boolean open, boolean single, boolean returnsNothing) {

    /** LuaJ calls with up to three values without making a list of them. */
    static final int MOST_DIRECT = 3;

    /** An argument: a value, or a plain number where that is null. */
    private static final String EITHER = Runtime.VALUE_TYPE + "D";

    /** The descriptor of {@code PlainFunction.callPlain} with so many arguments. */
    static String plain(int arguments) {
        return "(" + EITHER.repeat(arguments) + ")" + Runtime.VALUE_TYPE;
    }

    /**
     * Whether an instruction is a call that needs no lists: it gives few arguments and wants one
     * result at most.
     */
    static boolean isDirectCall(Instruction call) {
        return call.opcode() == Lua.OP_CALL
                && (call.c() == 1 || call.c() == 2)
                && call.b() > 0
                && call.b() - 1 <= MOST_DIRECT;
    }

    static Shape of(Prototype p, ControlFlow flow) {
        boolean open = p.is_vararg != 0;
        boolean single = true;
        boolean returnsNothing = false;
        for (int pc = 0; pc < flow.length(); pc++) {
            Instruction i = flow.at(pc);
            if (!flow.isReachable(pc)) {
                continue;
            }
            if (i.opcode() == Lua.OP_TAILCALL) {
                single = false;
            } else if (i.opcode() == Lua.OP_RETURN) {
                single &= i.b() == 1 || i.b() == 2;
                returnsNothing |= i.b() == 1;
            }
        }
        boolean direct = !open && p.numparams <= MOST_DIRECT;
        return new Shape(p.numparams, direct, open, single, returnsNothing);
    }

    String result() {
        return single ? Runtime.VALUE_TYPE : Runtime.VARARGS_TYPE;
    }

    String descriptor() {
        return "(" + (direct ? EITHER.repeat(parameters) : Runtime.VARARGS_TYPE) + ")" + result();
    }

    /** Whether the method is itself what other compiled code calls. */
    boolean isPlain() {
        return direct && single && !returnsNothing;
    }

    /** The name of the method. */
    String body() {
        return isPlain() ? "callPlain" : "body";
    }
}
