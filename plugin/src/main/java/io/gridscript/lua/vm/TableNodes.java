package io.gridscript.lua.vm;

import java.util.Arrays;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * The part of a table for keys that don't fit its array, arranged as Lua 5.1 arranges it: entries
 * that want the same place are chained, and one that stands in another's place makes way. What is
 * where decides the order of {@code pairs}.
 */
final class TableNodes {

    static final TableNodes NONE = new TableNodes(0);

    private static final int MOST = 1 << 26;
    private static final int END = -1;

    private final LuaValue[] keys;
    private final LuaValue[] values;
    private final int[] next;
    private final int mask;

    /** The divisor for keys whose low bits aren't spread; odd. */
    private final int divisor;

    /** All places from here on have been taken at some time. */
    private int free;

    private TableNodes(int size) {
        keys = new LuaValue[size];
        values = new LuaValue[size];
        next = new int[size];
        Arrays.fill(next, END);
        mask = size - 1;
        divisor = mask | 1;
        free = size;
    }

    /** Room for some entries: the next power of two. */
    static TableNodes of(int entries) {
        if (entries == 0) {
            return NONE;
        }
        if (entries > MOST) {
            throw new OperationError("table overflow");
        }
        return new TableNodes(ceilingOfPowersOfTwo(entries));
    }

    private static int ceilingOfPowersOfTwo(int entries) {
        return entries == 1 ? 1 : Integer.highestOneBit(entries - 1) << 1;
    }

    int size() {
        return keys.length;
    }

    /** The key at a place; null where there never was one. */
    LuaValue key(int place) {
        return keys[place];
    }

    /** The value at a place; null or nil where there is none. */
    LuaValue value(int place) {
        return values[place];
    }

    boolean hasValue(int place) {
        LuaValue value = values[place];
        return value != null && value != LuaValue.NIL;
    }

    void set(int place, LuaValue value) {
        values[place] = value;
    }

    /** The value of a string, or nil. */
    LuaValue get(LuaString key) {
        if (keys.length == 0) {
            return LuaValue.NIL;
        }
        int place = StringHash.masked(key, mask);
        do {
            LuaValue found = keys[place];
            if (found == key || (found instanceof LuaString s && s.raweq(key))) {
                return values[place];
            }
            place = next[place];
        } while (place >= 0);
        return LuaValue.NIL;
    }

    /** The value of an integer, or nil. */
    LuaValue get(int key) {
        int place = find(key);
        return place < 0 ? LuaValue.NIL : values[place];
    }

    int find(int key) {
        if (keys.length == 0) {
            return END;
        }
        int place = placeOf(key);
        do {
            if (keys[place] instanceof LuaInteger found && found.v == key) {
                return place;
            }
            place = next[place];
        } while (place >= 0);
        return END;
    }

    /** Where a key is; negative if nowhere. */
    int find(LuaValue key) {
        if (keys.length == 0) {
            return END;
        }
        int place = placeOf(key);
        do {
            LuaValue found = keys[place];
            if (found == key || (found != null && found.raweq(key))) {
                return place;
            }
            place = next[place];
        } while (place >= 0);
        return END;
    }

    /**
     * Takes a key that isn't here.
     *
     * @return its place, or a negative number if none is free
     */
    int insert(LuaValue key) {
        if (keys.length == 0) {
            return END;
        }
        int place = placeOf(key);
        if (hasValue(place)) {
            int empty = takeFree();
            if (empty < 0) {
                return END;
            }
            int others = placeOf(keys[place]);
            if (others == place) {
                next[empty] = next[place];
                next[place] = empty;
                place = empty;
            } else {
                moveAway(others, place, empty);
            }
        }
        keys[place] = key;
        return place;
    }

    /** Moves an entry that isn't where it belongs, and is chained from there, to an empty place. */
    private void moveAway(int belongs, int place, int empty) {
        int before = belongs;
        while (next[before] != place) {
            before = next[before];
        }
        next[before] = empty;
        keys[empty] = keys[place];
        values[empty] = values[place];
        next[empty] = next[place];
        next[place] = END;
        values[place] = LuaValue.NIL;
    }

    private int takeFree() {
        while (--free >= 0) {
            if (keys[free] == null) {
                return free;
            }
        }
        return END;
    }

    private int placeOf(LuaValue key) {
        if (key instanceof LuaString string) {
            return StringHash.masked(string, mask);
        }
        if (key instanceof LuaInteger integer) {
            return placeOf(integer.v);
        }
        if (key instanceof LuaNumber) {
            return placeOf(key.todouble());
        }
        if (key instanceof LuaBoolean) {
            return (key.toboolean() ? 1 : 0) & mask;
        }
        // Lua takes the address.
        return System.identityHashCode(key) % divisor;
    }

    private int placeOf(double key) {
        long bits = Double.doubleToRawLongBits(key);
        int sum = (int) bits + (int) (bits >>> 32);
        if (key == 0) {
            return 0;
        }
        return sum >= 0 ? sum % divisor : Integer.remainderUnsigned(sum, divisor);
    }
}
