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

/** Lua values as the arguments of a command. For one thread at a time. */
final class CommandArguments {

    /** Longer arguments are counted before they are copied. */
    private static final int LONG = 4096;

    /** Names of commands met lately; a power of two. */
    private static final int NAMES = 32;

    private static final int LONGEST_NAME = 32;

    private LongConsumer memory = bytes -> {};
    private final LuaString[] names = new LuaString[NAMES];
    private final byte[][] nameBytes = new byte[NAMES][];

    /** Says where to count what is large. */
    void countIn(LongConsumer runsMemory) {
        memory = runsMemory;
    }

    /** The arguments, or null where there are none or one is neither string nor number. */
    byte[][] of(Varargs args) {
        int count = args.narg();
        if (count == 0) {
            return null;
        }
        byte[][] argv = new byte[count][];
        for (int i = 0; i < count; i++) {
            argv[i] = i == 0 ? name(args.arg1()) : bytes(args.arg(i + 1));
            if (argv[i] == null) {
                return null;
            }
        }
        return argv;
    }

    /**
     * The first argument, or null. Code names a command by the same string each time, and nobody
     * changes names: its bytes are copied once.
     */
    byte[] name(LuaValue value) {
        if (!(value instanceof LuaString name) || name.m_length > LONGEST_NAME) {
            return bytes(value);
        }
        int place = name.hashCode() & (NAMES - 1);
        if (names[place] != name) {
            names[place] = name;
            nameBytes[place] = LuaText.copy(name);
        }
        return nameBytes[place];
    }

    /** Another argument, or null where it is neither string nor number. */
    byte[] bytes(LuaValue value) {
        if (value instanceof LuaString string) {
            if (string.m_length > LONG) {
                memory.accept(string.m_length);
            }
            return LuaText.copy(string);
        }
        return value instanceof LuaNumber ? text(value) : null;
    }

    /** Why so many arguments are none for a command. */
    static LuaTable error(int count) {
        return ScriptErrors.table(
                count == 0
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
