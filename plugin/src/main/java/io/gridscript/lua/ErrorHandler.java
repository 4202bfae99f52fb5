package io.gridscript.lua;

import static org.luaj.vm2.LuaValue.valueOf;

import io.gridscript.lua.library.BaseLibrary;
import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.lua.vm.ReadOnlyTable;
import io.gridscript.lua.vm.Table;
import io.gridscript.reply.Ascii;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * What Redis's error handler, which is Lua code, makes of an error table that nobody caught: it
 * writes the place of the error into it. The table may refuse that, or have a metatable for it. No
 * metamethod runs when the table is read.
 */
final class ErrorHandler {

    private static final LuaString ERR = valueOf("err");
    private static final LuaString PREFIX = valueOf("ERR ");
    private static final LuaString SOURCE = valueOf("source");
    private static final LuaString LINE = valueOf("line");

    /** The handler's own place, as its errors tell it. */
    private static final String OWN_SOURCE = "@err_handler_def";

    private static final int OWN_LINE = 10;

    private ErrorHandler() {}

    /** The error that the client gets to see; one of the handler's own is handled in turn. */
    static RaisedError handled(RaisedError raised) {
        RaisedError error = raised;
        for (int calls = 0; calls < LuaState.LAST_C_CALLS && isPeculiar(error.value()); calls++) {
            LuaTable table = (LuaTable) error.value();
            try {
                return told(error, table);
            } catch (RaisedError e) {
                error = e;
            } catch (LuaError e) {
                error = RaisedError.text(String.valueOf(e.getMessage()));
            }
            error.passes(OWN_SOURCE, OWN_LINE);
        }
        return error;
    }

    /** What the handler makes of any error: a table that tells of it. */
    static LuaValue told(RaisedError raised) {
        RaisedError error = handled(raised);
        LuaTable table = error.value() instanceof LuaTable given ? given : telling(error.value());
        if (error.source() != null && !isPeculiar(table)) {
            place(table, error);
        }
        return table;
    }

    private static LuaTable telling(LuaValue error) {
        LuaTable table = new Table();
        table.rawset(ERR, PREFIX.concat(BaseLibrary.plainText(error)));
        return table;
    }

    private static void place(LuaTable table, RaisedError error) {
        table.set(SOURCE, LuaString.valueUsing(Ascii.bytes(error.source())));
        table.set(LINE, valueOf(error.line()));
    }

    private static boolean isPeculiar(LuaValue value) {
        return value instanceof ReadOnlyTable
                || (value instanceof LuaTable table && table.getmetatable() != null);
    }

    private static RaisedError told(RaisedError error, LuaTable table) {
        if (error.source() != null) {
            place(table, error);
        }
        RaisedError told = RaisedError.of(table);
        boolean taken = table.rawget(SOURCE).isstring() && table.rawget(LINE).isstring();
        if (error.source() != null && taken) {
            told.passes(error.source(), error.line());
        }
        return told;
    }
}
