package io.gridscript.script;

import io.gridscript.lua.LuaSandbox;
import io.gridscript.reply.RedisNumbers;
import java.util.function.LongConsumer;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Lua values as the arguments of a command. */
final class CommandArguments {

    private CommandArguments() {}

    /** Longer arguments are counted before they are copied. */
    private static final int LONG = 4096;

    /**
     * The arguments, or null where there are none or one is neither string nor number.
     *
     * @param memory takes the size of what is large
     */
    static byte[][] of(Varargs args, LongConsumer memory) {
        int count = args.narg();
        if (count == 0) {
            return null;
        }
        byte[][] argv = new byte[count][];
        for (int i = 0; i < count; i++) {
            LuaValue value = args.arg(i + 1);
            if (!(value instanceof LuaString) && !(value instanceof LuaNumber)) {
                return null;
            }
            if (value instanceof LuaString string && string.m_length > LONG) {
                memory.accept(string.m_length);
            }
            argv[i] = text(value);
        }
        return argv;
    }

    /** Why {@link #of} gave null. */
    static LuaTable error(Varargs args) {
        return ScriptErrors.table(
                args.narg() == 0
                        ? "ERR Please specify at least one argument for this redis lib call"
                        : "ERR Lua redis lib command arguments must be strings or integers");
    }

    /**
     * A copy of a string's bytes, as the keyspace may keep and change what it gets; a number
     * without loss: as an integer, or in its shortest form.
     */
    static byte[] text(LuaValue value) {
        if (value instanceof LuaString string) {
            return LuaText.copy(string);
        }
        if (value instanceof LuaInteger) {
            return RedisNumbers.bytes((long) value.toint());
        }
        double number = value.todouble();
        if (Double.isNaN(number)) {
            return LuaText.copy(LuaSandbox.text(value));
        }
        return number == 0 ? RedisNumbers.bytes(0L) : RedisNumbers.bytes(number);
    }
}
