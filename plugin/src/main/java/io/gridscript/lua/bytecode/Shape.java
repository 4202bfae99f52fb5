package io.gridscript.lua.bytecode;

import org.luaj.vm2.Lua;
import org.luaj.vm2.Prototype;

/**
 * How the method that holds a function's code takes arguments and returns results.
 *
 * @param parameters how many the function names
 * @param direct whether each is a parameter of the method; otherwise it takes one list
 * @param open whether the function takes further arguments, {@code ...}
 * @param single whether it always returns one value, or none
 * @param returnsNothing whether it ever returns none
 */
record Shape(int parameters, boolean direct, boolean open, boolean single, boolean returnsNothing) {

    /** LuaJ calls with up to three values without making a list of them. */
    static final int MOST_DIRECT = 3;

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
        return direct
                ? Runtime.takingValues(parameters, result())
                : "(" + Runtime.VARARGS_TYPE + ")" + result();
    }
}
