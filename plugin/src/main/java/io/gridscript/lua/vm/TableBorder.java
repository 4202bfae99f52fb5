package io.gridscript.lua.vm;

import org.luaj.vm2.LuaValue;

/** Finds a border of a table, the key of a value before one that is nil, as Lua 5.1 does it. */
final class TableBorder {

    private TableBorder() {}

    /** A border of a table whose array, which is full, ends at a key. */
    static int beyondArray(Table table, int end) {
        int before = end;
        long beyond = before + 1L;
        while (table.rawget((int) beyond) != LuaValue.NIL) {
            before = (int) beyond;
            beyond *= 2;
            if (beyond > Integer.MAX_VALUE) {
                return first(table);
            }
        }
        while (beyond - before > 1) {
            int middle = (int) ((before + beyond) >>> 1);
            if (table.rawget(middle) == LuaValue.NIL) {
                beyond = middle;
            } else {
                before = middle;
            }
        }
        return before;
    }

    private static int first(Table table) {
        int key = 1;
        while (table.rawget(key) != LuaValue.NIL) {
            key++;
        }
        return key - 1;
    }
}
