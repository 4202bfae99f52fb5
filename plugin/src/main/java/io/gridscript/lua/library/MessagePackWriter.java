package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.NIL;

import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.NumberCasts;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Writes values as MessagePack, each in the shortest form there is. */
final class MessagePackWriter {

    /** Tables deeper than this become nil; so tables that hold themselves come to an end. */
    private static final int DEEPEST = 16;

    private final LuaState state;
    private final StringBuilding packed;

    MessagePackWriter(LuaState state) {
        this.state = state;
        this.packed = new StringBuilding(state);
    }

    void add(LuaValue value) {
        add(value, 0);
    }

    LuaString string() {
        return packed.string();
    }

    private void add(LuaValue value, int level) {
        if (value instanceof LuaString text) {
            add(text);
        } else if (value instanceof LuaBoolean) {
            packed.add(value.toboolean() ? 0xc3 : 0xc2);
        } else if (value instanceof LuaNumber) {
            add(value.todouble());
        } else if (value instanceof LuaTable table && level < DEEPEST) {
            add(table, level);
        } else {
            packed.add(0xc0);
        }
    }

    private void add(LuaString text) {
        int length = text.m_length;
        if (length < 32) {
            packed.add(0xa0 | length);
        } else if (length <= 0xff) {
            head(0xd9, length, 1);
        } else {
            head(length <= 0xffff ? 0xda : 0xdb, length, length <= 0xffff ? 2 : 4);
        }
        packed.add(text);
    }

    private void add(double number) {
        long integer = NumberCasts.toLong(number);
        if (integer == number) {
            add(integer);
        } else if (number == (float) number) {
            head(0xca, NumberCasts.bits((float) number), 4);
        } else {
            head(0xcb, NumberCasts.bits(number), 8);
        }
    }

    private void add(long integer) {
        if (integer >= -32 && integer <= 127) {
            packed.add((int) integer);
        } else if (integer > 0) {
            int exponent =
                    integer <= 0xff ? 0 : integer <= 0xffff ? 1 : integer >>> 32 == 0 ? 2 : 3;
            head(0xcc + exponent, integer, 1 << exponent);
        } else {
            int exponent =
                    integer >= Byte.MIN_VALUE
                            ? 0
                            : integer >= Short.MIN_VALUE ? 1 : integer >= Integer.MIN_VALUE ? 2 : 3;
            head(0xd0 + exponent, integer, 1 << exponent);
        }
    }

    private void add(LuaTable table, int level) {
        int entries = 0;
        double largest = 0;
        boolean array = true;
        for (Varargs entry = table.next(NIL); !entry.isnil(1); entry = table.next(entry.arg1())) {
            state.step();
            entries++;
            double index = entry.arg1() instanceof LuaNumber key ? key.todouble() : 0;
            array &= index > 0 && index == NumberCasts.toInt(index);
            largest = Math.max(largest, index);
        }
        // Keys are different, so these are all from 1 on.
        if (array && largest == entries) {
            addArray(table, entries, level);
        } else {
            addMap(table, entries, level);
        }
    }

    private void addArray(LuaTable table, int length, int level) {
        headOf(length, 0x90, 0xdc);
        for (int i = 1; i <= length; i++) {
            add(table.rawget(i), level + 1);
        }
    }

    private void addMap(LuaTable table, int entries, int level) {
        headOf(entries, 0x80, 0xde);
        for (Varargs entry = table.next(NIL); !entry.isnil(1); entry = table.next(entry.arg1())) {
            add(entry.arg1(), level + 1);
            add(entry.arg(2), level + 1);
        }
    }

    /** The head of an array or map: few elements go into the first byte. */
    private void headOf(int elements, int few, int type) {
        if (elements < 16) {
            packed.add(few | elements);
        } else if (elements <= 0xffff) {
            head(type, elements, 2);
        } else {
            head(type + 1, elements, 4);
        }
    }

    private void head(int type, long bits, int bytes) {
        packed.add(type);
        packed.addBigEndian(bits, bytes);
    }
}
