package io.gridscript.lua.vm;

import org.luaj.vm2.LuaValue;

/**
 * A variable that closures share: a slot of its function's stack until it is closed, and its own
 * place from then on. In compiled functions it has its own place from the start.
 */
public final class Upvalue {

    /** The stack; null when the variable has its own place. */
    private LuaValue[] slots;

    private int index;
    private LuaValue value;

    Upvalue(LuaValue[] slots, int index) {
        this.slots = slots;
        this.index = index;
    }

    private Upvalue(LuaValue value) {
        this.value = value;
    }

    /** A variable that never was on a stack. */
    static Upvalue holding(LuaValue value) {
        return new Upvalue(value);
    }

    public LuaValue get() {
        LuaValue[] stack = slots;
        return stack == null ? value : stack[index];
    }

    public void set(LuaValue newValue) {
        LuaValue[] stack = slots;
        if (stack == null) {
            value = newValue;
        } else {
            stack[index] = newValue;
        }
    }

    /** Gives the variable a place of its own, because the slot is about to be used again. */
    void close() {
        value = slots[index];
        slots = null;
    }

    /** Another variable with the same value, for the next round of a block. */
    Upvalue fresh() {
        return new Upvalue(get());
    }
}
