package io.gridscript.lua.vm;

import static org.luaj.vm2.LuaValue.valueOf;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The table {@code string}. It has entries that no traversal shows, see {@code SourceEdits}: with
 * one, functions with {@code ...} that don't mention it make their table {@code arg}; the other
 * gives back what it gets.
 */
public final class StringTable extends ReadOnlyTable {

    /** No name of Lua. */
    public static final LuaString ARGUMENTS = LuaValue.valueOf("(arg)");

    /** No name of Lua. */
    public static final LuaString VALUES = LuaValue.valueOf("(values)");

    private static final LuaValue GIVE_BACK = new HostFunction("(values)", values -> values);

    private static final int FUNCTIONS = 15;
    private static final LuaString COUNT = LuaValue.valueOf("n");

    private static final LuaValue MAKE_ARGUMENTS =
            new HostFunction("(arg)", StringTable::arguments);

    public StringTable() {
        super(FUNCTIONS);
    }

    @Override
    public LuaValue rawget(LuaValue key) {
        LuaValue value = super.rawget(key);
        if (value != NIL) {
            return value;
        }
        return ARGUMENTS.equals(key) ? MAKE_ARGUMENTS : VALUES.equals(key) ? GIVE_BACK : NIL;
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
