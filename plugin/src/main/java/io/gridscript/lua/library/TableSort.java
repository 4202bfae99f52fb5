package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.varargsOf;

import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.Operators;
import io.gridscript.lua.vm.RaisedError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * {@code table.sort}: Lua 5.1's quicksort, which asks its order function about the same pairs and
 * so comes to the same order also where that function contradicts itself.
 */
final class TableSort {

    private final LuaState state;
    private final LuaTable table;
    private final LuaValue order;

    /**
     * @param order tells whether its first argument comes first; null for {@code <}
     */
    TableSort(LuaState state, LuaTable table, LuaValue order) {
        this.state = state;
        this.table = table;
        this.order = order;
    }

    void run() {
        sort(1, table.rawlen());
    }

    private void sort(int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            orderEnds(low, high);
            if (high - low == 1) {
                return;
            }
            int middle = (int) (((long) low + high) / 2);
            if (less(table.rawget(middle), table.rawget(low))) {
                swap(middle, low);
            } else if (less(table.rawget(high), table.rawget(middle))) {
                swap(middle, high);
            }
            if (high - low == 2) {
                return;
            }
            int border = partition(low, high, middle);
            // The smaller part nests, so that depth stays logarithmic.
            if (border - low < high - border) {
                sort(low, border - 1);
                low = border + 1;
            } else {
                sort(border + 1, high);
                high = border - 1;
            }
        }
    }

    private void orderEnds(int low, int high) {
        if (less(table.rawget(high), table.rawget(low))) {
            swap(low, high);
        }
    }

    /** Puts what is less than the middle's value before what is greater; returns where it ends. */
    private int partition(int low, int high, int middle) {
        LuaValue pivot = table.rawget(middle);
        swap(middle, high - 1);
        int up = low;
        int down = high - 1;
        while (true) {
            while (less(table.rawget(++up), pivot)) {
                if (up > high) {
                    throw contradiction();
                }
            }
            while (less(pivot, table.rawget(--down))) {
                if (down < low) {
                    throw contradiction();
                }
            }
            if (down < up) {
                swap(high - 1, up);
                return up;
            }
            swap(up, down);
        }
    }

    private static RaisedError contradiction() {
        return RaisedError.text("invalid order function for sorting");
    }

    private void swap(int one, int other) {
        LuaValue first = table.rawget(one);
        table.rawset(one, table.rawget(other));
        table.rawset(other, first);
    }

    private boolean less(LuaValue left, LuaValue right) {
        state.step();
        return order == null
                ? Operators.less(left, right)
                : state.call(order, varargsOf(left, right)).arg1().toboolean();
    }
}
