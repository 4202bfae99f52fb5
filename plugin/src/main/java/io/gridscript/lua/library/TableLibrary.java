package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.NONE;
import static org.luaj.vm2.LuaValue.valueOf;
import static org.luaj.vm2.LuaValue.varargsOf;

import io.gridscript.lua.vm.Arguments;
import io.gridscript.lua.vm.HostFunction;
import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.NumberText;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.lua.vm.ReadOnlyTable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code table.*} of Lua 5.1. */
public final class TableLibrary {

    private static final int FUNCTIONS = 9;

    private TableLibrary() {}

    public static ReadOnlyTable table(LuaState state) {
        // In the order in which Lua makes it, as pairs shows it.
        ReadOnlyTable table = new ReadOnlyTable(FUNCTIONS);
        define(table, "concat", args -> concat(state, args));
        define(table, "foreach", args -> forEach(state, args));
        define(table, "foreachi", args -> forEachIndex(state, args));
        define(table, "getn", args -> valueOf(Arguments.table(args, 1).rawlen()));
        define(table, "maxn", args -> maxn(state, args));
        define(table, "insert", args -> insert(state, args));
        define(table, "remove", args -> remove(state, args));
        define(table, "setn", args -> obsolete(Arguments.table(args, 1)));
        define(table, "sort", args -> sort(state, args));
        return table.freeze();
    }

    private static void define(ReadOnlyTable table, String name, HostFunction.Body body) {
        table.define(valueOf(name), new HostFunction(name, body));
    }

    private static Varargs concat(LuaState state, Varargs args) {
        LuaString separator =
                args.isnoneornil(2) ? LuaValue.EMPTYSTRING : Arguments.string(args, 2);
        LuaTable table = Arguments.table(args, 1);
        int from = Arguments.integer(args, 3, 1);
        int to = args.isnoneornil(4) ? table.rawlen() : Arguments.integer(args, 4);
        StringBuilding text = new StringBuilding(state);
        for (long i = from; i <= to; i++) {
            LuaValue value = table.rawget((int) i);
            if (value instanceof LuaNumber) {
                value = NumberText.of(value);
            }
            if (!(value instanceof LuaString)) {
                throw RaisedError.text(
                        "invalid value ("
                                + value.typename()
                                + ") at index "
                                + i
                                + " in table for 'concat'");
            }
            text.add((LuaString) value);
            if (i < to) {
                text.add(separator);
            }
        }
        return text.string();
    }

    private static Varargs insert(LuaState state, Varargs args) {
        LuaTable table = Arguments.table(args, 1);
        int end = table.rawlen() + 1;
        switch (args.narg()) {
            case 2 -> table.rawset(end, args.arg(2));
            case 3 -> {
                int position = Arguments.integer(args, 2);
                for (int i = Math.max(end, position); i > position; i--) {
                    state.step();
                    table.rawset(i, table.rawget(i - 1));
                }
                table.rawset(position, args.arg(3));
            }
            default -> throw RaisedError.text("wrong number of arguments to 'insert'");
        }
        return NONE;
    }

    private static Varargs remove(LuaState state, Varargs args) {
        LuaTable table = Arguments.table(args, 1);
        int end = table.rawlen();
        int position = Arguments.integer(args, 2, end);
        if (position < 1 || position > end) {
            return NONE;
        }
        LuaValue removed = table.rawget(position);
        for (int i = position; i < end; i++) {
            state.step();
            table.rawset(i, table.rawget(i + 1));
        }
        table.rawset(end, NIL);
        return removed;
    }

    private static Varargs sort(LuaState state, Varargs args) {
        LuaTable table = Arguments.table(args, 1);
        LuaValue order = args.isnoneornil(2) ? null : Arguments.function(args, 2);
        new TableSort(state, table, order).run();
        return NONE;
    }

    private static Varargs maxn(LuaState state, Varargs args) {
        LuaTable table = Arguments.table(args, 1);
        double largest = 0;
        for (Varargs entry = table.next(NIL); !entry.isnil(1); entry = table.next(entry.arg1())) {
            state.step();
            if (entry.arg1() instanceof LuaNumber) {
                largest = Math.max(largest, entry.todouble(1));
            }
        }
        return valueOf(largest);
    }

    private static Varargs forEach(LuaState state, Varargs args) {
        LuaTable table = Arguments.table(args, 1);
        LuaValue body = Arguments.function(args, 2);
        for (Varargs entry = table.next(NIL); !entry.isnil(1); entry = table.next(entry.arg1())) {
            state.step();
            LuaValue result = state.call(body, entry).arg1();
            if (!result.isnil()) {
                return result;
            }
        }
        return NONE;
    }

    private static Varargs forEachIndex(LuaState state, Varargs args) {
        LuaTable table = Arguments.table(args, 1);
        LuaValue body = Arguments.function(args, 2);
        int end = table.rawlen();
        for (int i = 1; i <= end; i++) {
            state.step();
            Varargs results = state.call(body, varargsOf(valueOf(i), table.rawget(i)));
            if (!results.arg1().isnil()) {
                return results.arg1();
            }
        }
        return NONE;
    }

    private static Varargs obsolete(LuaTable ignored) {
        throw RaisedError.text("'setn' is obsolete");
    }
}
