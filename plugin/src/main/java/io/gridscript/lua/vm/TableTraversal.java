package io.gridscript.lua.vm;

import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * Goes through the entries of a table: those of its array, then those of its other part. Compiled
 * for loops do so without calling {@code next}, and remember where they were.
 */
public final class TableTraversal {

    /** No further entry. */
    static final int END = Integer.MAX_VALUE;

    /** The key isn't in the table, or this is no traversal. */
    static final int NOWHERE = -1;

    /** Places passed in the time of a step. */
    private static final int PLACES_OF_A_STEP = 1 << 12;

    private TableTraversal() {}

    /** The place of the entry behind a key, {@link #END} or {@link #NOWHERE}. */
    static int behind(Table table, LuaValue key) {
        int from = placesUpTo(table, key);
        return from < 0 ? NOWHERE : next(table, from);
    }

    private static int next(Table table, int from) {
        LuaValue[] array = table.array();
        int place = from;
        for (; place < array.length; place++) {
            if (array[place] != LuaValue.NIL) {
                return place;
            }
        }
        TableNodes nodes = table.nodes();
        for (int i = place - array.length; i < nodes.size(); i++) {
            if (nodes.hasValue(i)) {
                return array.length + i;
            }
        }
        return END;
    }

    /** How many places to skip in a traversal to come behind a key. */
    private static int placesUpTo(Table table, LuaValue key) {
        int length = table.array().length;
        if (key == LuaValue.NIL) {
            return 0;
        }
        if (key instanceof LuaInteger integer && integer.v > 0 && integer.v <= length) {
            return integer.v;
        }
        TableNodes nodes = table.nodes();
        int place = Table.isZero(key) ? nodes.find(0) : nodes.find(key);
        return place < 0 ? NOWHERE : length + place + 1;
    }

    /**
     * Moves a for loop on.
     *
     * @param control the key that it is at; null for the number beside it
     * @param last the place where it was the last time, if this isn't its first round
     * @return the place, {@link #END}, or {@link #NOWHERE} for a loop that must call its iterator
     */
    static int advance(
            LuaState state,
            LuaValue iterator,
            LuaValue invariant,
            LuaValue control,
            double number,
            int last) {
        if (!(invariant instanceof Table table) || state.cCalls >= LuaState.MOST_C_CALLS - 1) {
            return NOWHERE;
        }
        if (iterator == state.next) {
            return advanceNext(state, table, control, number, last);
        }
        return iterator == state.nextIndex ? advanceIndex(table, control, number) : NOWHERE;
    }

    private static int advanceNext(
            LuaState state, Table table, LuaValue control, double number, int last) {
        int length = table.array().length;
        if (control == null && number == last + 1 && last < length) {
            int place = next(table, last + 1);
            if (place != last + 1) {
                state.steps(searchSteps(table));
            }
            return place;
        }
        boolean here =
                control != null
                        && last >= length
                        && last - length < table.nodes().size()
                        && table.nodes().key(last - length) == control;
        int place = here ? next(table, last + 1) : behind(table, Numbers.of(control, number));
        state.steps(searchSteps(table));
        return place;
    }

    private static int advanceIndex(Table table, LuaValue control, double number) {
        double index = CompiledOperators.number(control, number);
        int place = (int) index;
        LuaValue[] array = table.array();
        if (place != index || place < 0) {
            return NOWHERE;
        }
        if (place < array.length) {
            return array[place] == LuaValue.NIL ? END : place;
        }
        return table.rawget(place + 1) == LuaValue.NIL ? END : NOWHERE;
    }

    /** The key at a place; null for one of the array, which is a number. */
    static LuaValue key(LuaValue table, int place) {
        if (place == END) {
            return LuaValue.NIL;
        }
        Table own = (Table) table;
        return place < own.array().length ? null : own.keyAt(place);
    }

    /** The value at a place. */
    static LuaValue value(LuaValue table, int place) {
        return place == END ? LuaValue.NIL : ((Table) table).valueAt(place);
    }

    /** The steps that a search through a whole table counts as; 0 for one that isn't large. */
    public static int searchSteps(LuaTable table) {
        return table instanceof Table own
                ? (own.array().length + own.nodes().size()) / PLACES_OF_A_STEP
                : 0;
    }
}
