package io.gridscript.lua;

import org.luaj.vm2.LuaValue;

/** A variable that closures share: a slot of its function's stack until it is closed. */
final class Upvalue {

    LuaValue[] slots;
    int index;

    Upvalue(LuaValue[] slots, int index) {
        this.slots = slots;
        this.index = index;
    }

    /** A variable that never was on a stack. */
    static Upvalue holding(LuaValue value) {
        return new Upvalue(new LuaValue[] {value}, 0);
    }

    LuaValue get() {
        return slots[index];
    }

    void set(LuaValue value) {
        slots[index] = value;
    }

    /** Gives the variable a place of its own, because the slot is about to be used again. */
    void close() {
        slots = new LuaValue[] {slots[index]};
        index = 0;
    }
}
