package io.gridscript.lua;

import static org.luaj.vm2.LuaValue.valueOf;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The table {@code string}. It has one entry that no traversal shows: with it, functions with
 * {@code ...} that don't mention it make their table {@code arg}, see {@link SourceEdits}.
 */
final class StringTable extends ReadOnlyTable {

    /** No name of Lua. */
    static final LuaString ARGUMENTS = LuaValue.valueOf("(arg)");

    private static final int FUNCTIONS = 15;
    private static final LuaString COUNT = LuaValue.valueOf("n");

    private static final LuaValue MAKE_ARGUMENTS =
            new HostFunction("(arg)", StringTable::arguments);

    StringTable() {
        super(FUNCTIONS);
    }

    @Override
    public LuaValue rawget(LuaValue key) {
        LuaValue value = super.rawget(key);
        return value == NIL && ARGUMENTS.equals(key) ? MAKE_ARGUMENTS : value;
    }

    private static LuaTable arguments(Varargs values) {
        Table table = new Table(values.narg(), 1);
        for (int i = 1; i <= values.narg(); i++) {
            table.rawset(i, values.arg(i));
        }
        table.rawset(COUNT, valueOf(values.narg()));
        return table;
    }
}
