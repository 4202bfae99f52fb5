package io.gridscript.script;

import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.valueOf;

import io.gridscript.lua.vm.MemoryExceeded;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Writes what a script returns as a reply. Tables are read raw, so that no metamethod runs here,
 * and without recursion, so that no nesting can exhaust the thread's stack.
 */
final class ScriptReply {

    private static final LuaString OK = valueOf("ok");
    private static final LuaString DOUBLE = valueOf("double");
    private static final LuaString BIG_NUMBER = valueOf("big_number");
    private static final LuaString VERBATIM_STRING = valueOf("verbatim_string");
    private static final LuaString STRING = valueOf("string");
    private static final LuaString FORMAT = valueOf("format");
    private static final LuaString MAP = valueOf("map");
    private static final LuaString SET = valueOf("set");

    /** Slots of Lua's C stack (LUAI_MAXCSTACK), of which Redis wants four free for each value. */
    private static final int SLOTS = 8000;

    private static final int SLOTS_WANTED = 4;

    private static final ErrorReply TOO_DEEP = ErrorReply.err("reached lua stack limit");

    /** Slots taken below the value that a script returns. */
    private static final int FIRST_SLOT = 2;

    private enum Kind {
        ARRAY,
        MAP,
        SET
    }

    /** A table whose elements are being written. */
    private static final class Cursor {
        private final Kind kind;
        private final LuaTable table;
        private final int slot;
        private final Cursor outer;
        private int index;
        private LuaValue key = NIL;
        private LuaValue mapped;

        Cursor(Kind kind, LuaTable table, int slot, Cursor outer) {
            this.kind = kind;
            this.table = table;
            this.slot = slot;
            this.outer = outer;
        }

        /** The next value to write, or null after the last. */
        LuaValue next() {
            if (kind == Kind.ARRAY) {
                LuaValue element = table.rawget(++index);
                return element.isnil() ? null : element;
            }
            if (mapped != null) {
                LuaValue value = mapped;
                mapped = null;
                return value;
            }
            Varargs entry = table.next(key);
            if (entry.isnil(1)) {
                return null;
            }
            key = entry.arg1();
            if (kind == Kind.MAP) {
                mapped = entry.arg(2);
            }
            return key;
        }

        /** The slot of Lua's stack that the value has which {@link #next} gave. */
        int elementSlot() {
            return switch (kind) {
                case ARRAY -> slot + 1;
                case SET -> slot + 3;
                // A key is copied before it is written, its value not.
                case MAP -> mapped == null ? slot + 3 : slot + 4;
            };
        }
    }

    /** About what a value takes in a reply beside a string's bytes. */
    private static final int BYTES_OF_A_VALUE = 8;

    private static final int VALUES_BETWEEN_LOOKS = 1000;

    private final ScriptRun run;
    private final int protocol;
    private final ReplyWriter reply;

    /** The innermost table that is being written. */
    private Cursor open;

    private long size;
    private int values;

    ScriptReply(ScriptRun run, ReplyWriter reply) {
        this.run = run;
        this.protocol = run.protocol();
        this.reply = reply;
    }

    /**
     * Writes a value.
     *
     * @throws io.gridscript.lua.LuaStop when the reply takes more memory or time than the run may,
     *     or the script is killed meanwhile; a part of the reply has been written then
     */
    void write(LuaValue value) {
        value(value, FIRST_SLOT);
        while (open != null) {
            Cursor cursor = open;
            LuaValue element = cursor.next();
            if (element == null) {
                open = cursor.outer;
            } else {
                value(element, cursor.elementSlot());
            }
        }
    }

    /** A few tables can hold each other so that they would make a reply of any size. */
    private void count(long bytes) {
        size += BYTES_OF_A_VALUE + bytes;
        if (size > run.memoryLimit()) {
            throw new MemoryExceeded(run.memoryLimit());
        }
        if (++values % VALUES_BETWEEN_LOOKS == 0) {
            run.check();
        }
    }

    private void value(LuaValue value, int slot) {
        count(value instanceof LuaString text ? text.m_length : 0);
        if (slot + SLOTS_WANTED > SLOTS) {
            reply.error(TOO_DEEP);
        } else if (value instanceof LuaString text) {
            reply.bulk(text.m_bytes, text.m_offset, text.m_length);
        } else if (value instanceof LuaNumber) {
            reply.integer(truncated(value.todouble()));
        } else if (value instanceof LuaBoolean) {
            bool(value.toboolean());
        } else if (value instanceof LuaTable table) {
            table(table, slot);
        } else {
            reply.nil();
        }
    }

    private void bool(boolean truth) {
        if (protocol == 3) {
            reply.bool(truth);
        } else if (truth) {
            reply.integer(1);
        } else {
            reply.nil();
        }
    }

    private void table(LuaTable table, int slot) {
        if (table.rawget(ScriptErrors.ERR) instanceof LuaString text) {
            reply.error(ErrorReply.of(LuaText.forC(text)));
        } else if (table.rawget(OK) instanceof LuaString text) {
            reply.status(LuaText.bytesForC(text));
        } else if (table.rawget(DOUBLE) instanceof LuaNumber number) {
            reply.real(number.todouble());
        } else if (table.rawget(BIG_NUMBER) instanceof LuaString digits) {
            reply.bigNumber(oneLine(digits));
        } else if (!verbatim(table.rawget(VERBATIM_STRING))) {
            aggregate(table, slot);
        }
    }

    private boolean verbatim(LuaValue content) {
        if (content instanceof LuaTable table
                && table.rawget(FORMAT) instanceof LuaString format
                && table.rawget(STRING) instanceof LuaString text) {
            reply.verbatim(threeLetters(format), LuaText.bytes(text));
            return true;
        }
        return false;
    }

    /** The wire gives the format three bytes, whatever the script says. */
    private static String threeLetters(LuaString format) {
        return (LuaText.forC(format) + "   ").substring(0, 3);
    }

    private static byte[] oneLine(LuaString digits) {
        byte[] bytes = LuaText.bytes(digits).clone();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\r' || bytes[i] == '\n') {
                bytes[i] = ' ';
            }
        }
        return bytes;
    }

    private void aggregate(LuaTable table, int slot) {
        if (table.rawget(MAP) instanceof LuaTable map) {
            reply.map(entries(map));
            open = new Cursor(Kind.MAP, map, slot, open);
        } else if (table.rawget(SET) instanceof LuaTable set) {
            reply.set(entries(set));
            open = new Cursor(Kind.SET, set, slot, open);
        } else {
            int count = 0;
            while (!table.rawget(count + 1).isnil()) {
                count++;
            }
            reply.array(count);
            open = new Cursor(Kind.ARRAY, table, slot, open);
        }
    }

    private static int entries(LuaTable table) {
        int count = 0;
        for (Varargs entry = table.next(NIL); !entry.isnil(1); entry = table.next(entry.arg1())) {
            count++;
        }
        return count;
    }

    /** A double as C casts it to a 64-bit integer on x86: what doesn't fit is the smallest. */
    private static long truncated(double number) {
        return number >= -0x1p63 && number < 0x1p63 ? (long) number : Long.MIN_VALUE;
    }
}
