package io.gridscript.lua.vm;

import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;

/** How large the parts of a table are to be, by the keys that it has: Lua 5.1's rule. */
final class TableSizes {

    private static final int MOST_BITS = 26;

    /** Of each power of two, the integer keys above the power before, up to it. */
    private final int[] slices = new int[MOST_BITS + 1];

    private int integers;
    private int keys;

    void countArray(LuaValue[] array) {
        for (int i = 0; i < array.length; i++) {
            if (array[i] != LuaValue.NIL) {
                count(i + 1);
            }
        }
    }

    void countNodes(TableNodes nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.hasValue(i)) {
                count(nodes.key(i));
            }
        }
    }

    void count(LuaValue key) {
        if (key instanceof LuaInteger integer) {
            count(integer.v);
        } else {
            keys++;
        }
    }

    private void count(int key) {
        keys++;
        if (key > 0 && key <= 1 << MOST_BITS) {
            slices[32 - Integer.numberOfLeadingZeros(key - 1)]++;
            integers++;
        }
    }

    private int arraySize;
    private int inArray;
    private boolean chosen;

    /** The largest power of two of which more than half are keys. */
    int arraySize() {
        choose();
        return arraySize;
    }

    /** The keys that don't go into the array. */
    int nodes() {
        choose();
        return keys - inArray;
    }

    private void choose() {
        if (chosen) {
            return;
        }
        chosen = true;
        int upTo = 0;
        long size = 1;
        for (int i = 0; size / 2 < integers && i <= MOST_BITS; i++, size *= 2) {
            upTo += slices[i];
            if (slices[i] > 0 && upTo > size / 2) {
                arraySize = (int) size;
                inArray = upTo;
            }
            if (upTo == integers) {
                return;
            }
        }
    }
}
