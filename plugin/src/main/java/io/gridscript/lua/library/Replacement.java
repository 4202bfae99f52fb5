package io.gridscript.lua.library;

import io.gridscript.lua.vm.ArgumentError;
import io.gridscript.lua.vm.Arguments;
import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.RaisedError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What {@code string.gsub} puts in the place of matches: a text, or what Lua code says. */
final class Replacement {

    private final LuaState state;
    private final PatternMatch match;
    private final LuaValue value;

    /** The text; null for a table or a function. */
    private final byte[] text;

    Replacement(LuaState state, PatternMatch match, LuaValue value) {
        this.state = state;
        this.match = match;
        this.value = value;
        text = value instanceof LuaString string ? PatternLibrary.bytes(string) : null;
    }

    /** The third argument, if it is of the right kind. */
    static LuaValue checked(Varargs args) {
        LuaValue value = args.arg(3);
        if (value instanceof LuaTable || value.isfunction()) {
            return value;
        }
        if (value instanceof LuaString || value instanceof LuaNumber) {
            return Arguments.string(args, 3);
        }
        throw new ArgumentError(3, "string/function/table expected");
    }

    /** Adds what stands for a match. */
    void add(int from, int to, StringBuilding result) {
        if (text != null) {
            addText(from, to, result);
            return;
        }
        LuaValue found =
                value instanceof LuaTable
                        ? value.get(match.capture(0, from, to))
                        : state.call(value, match.values(from, to)).arg1();
        if (!found.toboolean()) {
            match.addWhole(from, to, result);
        } else if (found instanceof LuaString || found instanceof LuaNumber) {
            result.add(BaseLibrary.plainText(found));
        } else {
            throw RaisedError.text("invalid replacement value (a " + found.typename() + ")");
        }
    }

    private void addText(int from, int to, StringBuilding result) {
        int i = 0;
        while (i < text.length) {
            int literal = i;
            while (i < text.length && text[i] != '%') {
                i++;
            }
            if (i > literal) {
                result.add(text, literal, i - literal);
            }
            if (i < text.length) {
                // What follows a last % is the zero behind a C string.
                addMarked(i + 1 < text.length ? text[i + 1] : 0, from, to, result);
                i += 2;
            }
        }
    }

    /** Adds what a byte behind a % stands for. */
    private void addMarked(int c, int from, int to, StringBuilding result) {
        if (c == '0') {
            match.addWhole(from, to, result);
        } else if (c > '0' && c <= '9') {
            result.add(BaseLibrary.plainText(match.capture(c - '1', from, to)));
        } else {
            result.add(c);
        }
    }
}
