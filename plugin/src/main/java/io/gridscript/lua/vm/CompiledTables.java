package io.gridscript.lua.vm;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Tables as compiled code makes, reads and fills them, with keys that are plain numbers, too. */
final class CompiledTables {

    private CompiledTables() {}

    static LuaValue index(LuaValue object, LuaValue key) {
        try {
            return object.get(key);
        } catch (LuaError e) {
            throw OperandFault.of(e, object, key);
        }
    }

    static LuaValue index(LuaValue object, int key) {
        try {
            return object instanceof LuaTable table
                    ? table.get(key)
                    : object.get(LuaInteger.valueOf(key));
        } catch (LuaError e) {
            throw OperandFault.of(e, object, LuaInteger.valueOf(key));
        }
    }

    static LuaValue index(LuaValue object, double key) {
        int position = (int) key;
        return position == key ? index(object, position) : index(object, Numbers.of(key));
    }

    static LuaValue index(LuaValue object, LuaValue key, double number) {
        return key == null ? index(object, number) : index(object, key);
    }

    static void store(LuaValue object, LuaValue key, LuaValue value) {
        try {
            object.set(key, value);
        } catch (LuaError e) {
            throw OperandFault.of(e, object, key);
        }
    }

    static void store(LuaValue object, int key, LuaValue value) {
        try {
            if (object instanceof LuaTable table) {
                table.set(key, value);
            } else {
                object.set(LuaInteger.valueOf(key), value);
            }
        } catch (LuaError e) {
            throw OperandFault.of(e, object, LuaInteger.valueOf(key));
        }
    }

    static void store(LuaValue object, double key, LuaValue value) {
        int position = (int) key;
        if (position == key) {
            store(object, position, value);
        } else {
            store(object, Numbers.of(key), value);
        }
    }

    static void store(LuaValue object, LuaValue key, double number, LuaValue value) {
        if (key == null) {
            store(object, number, value);
        } else {
            store(object, key, value);
        }
    }

    /** Appends the values of a constructor: {@code {a, b, f()}}. */
    static void fill(LuaValue list, int offset, LuaValue[] values, Varargs tail) {
        LuaTable table = (LuaTable) list;
        int tailCount = tail.narg();
        table.presize(offset + values.length + tailCount);
        // From the last on, as in the interpreter.
        for (int i = tailCount; i >= 1; i--) {
            table.rawset(offset + values.length + i, tail.arg(i));
        }
        for (int i = values.length - 1; i >= 0; i--) {
            table.rawset(offset + i + 1, values[i]);
        }
    }

    /** An empty table; the sizes as the instruction has them. */
    static LuaValue table(int arraySize, int entries) {
        return new Table(Interpreter.size(arraySize), Interpreter.size(entries));
    }
}
