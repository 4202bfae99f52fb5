package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.NIL;

import io.gridscript.lua.library.JsonSettings.InvalidNumbers;
import io.gridscript.lua.vm.CStack;
import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.NumberCasts;
import io.gridscript.lua.vm.NumberText;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.reply.Ascii;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Writes one value as JSON. */
final class JsonWriter {

    private static final byte[] TRUE = Ascii.bytes("true");
    private static final byte[] FALSE = Ascii.bytes("false");
    private static final byte[] NULL = Ascii.bytes("null");
    private static final byte[] NOT_A_NUMBER = Ascii.bytes("nan");

    /** Texts of the bytes that strings can't hold as they are; null for all others. */
    private static final byte[][] ESCAPES = escapes();

    /** No list, or one with too many holes. */
    private static final int OBJECT = -1;

    /** How many bytes of a string count as one step. */
    private static final int BYTES_OF_A_STEP = 64;

    private final LuaState state;
    private final JsonSettings settings;
    private final StringBuilding json;

    JsonWriter(LuaState state, JsonSettings settings) {
        this.state = state;
        this.settings = settings;
        this.json = new StringBuilding(state);
    }

    LuaString write(LuaValue value) {
        value(value, 0, 1);
        return json.string();
    }

    /**
     * @param depth of the arrays and objects around the value
     * @param slots that the C library has taken with the value
     */
    private void value(LuaValue value, int depth, int slots) {
        if (value instanceof LuaString text) {
            string(text);
        } else if (value instanceof LuaNumber) {
            number(value);
        } else if (value instanceof LuaBoolean) {
            add(value.toboolean() ? TRUE : FALSE);
        } else if (value instanceof LuaTable table) {
            table(table, depth + 1, slots);
        } else if (value.isnil() || value == JsonNull.NULL) {
            add(NULL);
        } else {
            throw refused(value, "type not supported");
        }
    }

    private void table(LuaTable table, int depth, int slots) {
        if (depth > settings.deepestEncoded || !CStack.has(slots, 3)) {
            throw RaisedError.text("Cannot serialise, excessive nesting (" + depth + ")");
        }
        int length = arrayLength(table);
        if (length > 0) {
            array(table, length, depth, slots);
        } else {
            object(table, depth, slots);
        }
    }

    private void array(LuaTable table, int length, int depth, int slots) {
        json.add('[');
        for (int i = 1; i <= length && i > 0; i++) {
            if (i > 1) {
                json.add(',');
            }
            value(table.rawget(i), depth, slots + 1);
        }
        json.add(']');
    }

    private void object(LuaTable table, int depth, int slots) {
        json.add('{');
        boolean first = true;
        for (Varargs entry = table.next(NIL); !entry.isnil(1); entry = table.next(entry.arg1())) {
            if (!first) {
                json.add(',');
            }
            first = false;
            key(entry.arg1());
            json.add(':');
            value(entry.arg(2), depth, slots + 2);
        }
        json.add('}');
    }

    private void key(LuaValue key) {
        if (key instanceof LuaString text) {
            string(text);
        } else if (key instanceof LuaNumber) {
            json.add('"');
            number(key);
            json.add('"');
        } else {
            throw refused(key, "table key must be a number or string");
        }
    }

    /** The last index of a table whose keys are all indexes, or {@link #OBJECT}. */
    private int arrayLength(LuaTable table) {
        int last = 0;
        int elements = 0;
        for (Varargs entry = table.next(NIL); !entry.isnil(1); entry = table.next(entry.arg1())) {
            state.step();
            double index = entry.arg1() instanceof LuaNumber key ? key.todouble() : 0;
            if (index < 1 || index != Math.floor(index)) {
                return OBJECT;
            }
            // An index that fits into no int makes the array an object, as in C on x86-64.
            last = index > last ? NumberCasts.toInt(index) : last;
            elements++;
        }
        boolean sparse =
                settings.sparseRatio > 0
                        && last > elements * settings.sparseRatio
                        && last > settings.sparseSafe;
        if (sparse && !settings.sparseAsObject) {
            throw refused(table, "excessively sparse array");
        }
        return sparse ? OBJECT : last;
    }

    private void number(LuaValue value) {
        double number = value.todouble();
        boolean invalid = Double.isNaN(number) || Double.isInfinite(number);
        if (invalid && settings.invalidEncoded == InvalidNumbers.OFF) {
            throw refused(value, "must not be NaN or Inf");
        }
        if (invalid && settings.invalidEncoded == InvalidNumbers.NULL) {
            add(NULL);
        } else if (Double.isNaN(number)) {
            add(NOT_A_NUMBER);
        } else if (value instanceof LuaInteger && settings.precision > 10) {
            add(Ascii.bytes(Integer.toString(value.toint())));
        } else {
            add(Ascii.bytes(NumberText.of(number, settings.precision)));
        }
    }

    private void string(LuaString text) {
        json.add('"');
        byte[] bytes = text.m_bytes;
        int end = text.m_offset + text.m_length;
        int plainFrom = text.m_offset;
        for (int i = plainFrom; i < end; i++) {
            if (i % BYTES_OF_A_STEP == 0) {
                state.step();
            }
            byte[] escape = ESCAPES[bytes[i] & 0xff];
            if (escape != null) {
                json.add(bytes, plainFrom, i - plainFrom);
                add(escape);
                plainFrom = i + 1;
            }
        }
        json.add(bytes, plainFrom, end - plainFrom);
        json.add('"');
    }

    private void add(byte[] text) {
        json.add(text, 0, text.length);
    }

    private static RaisedError refused(LuaValue value, String reason) {
        return RaisedError.text("Cannot serialise " + value.typename() + ": " + reason);
    }

    private static byte[][] escapes() {
        byte[][] escapes = new byte[256][];
        for (int c = 0; c < ' '; c++) {
            escapes[c] = Ascii.bytes(String.format("\\u%04x", c));
        }
        escapes['\b'] = Ascii.bytes("\\b");
        escapes['\t'] = Ascii.bytes("\\t");
        escapes['\n'] = Ascii.bytes("\\n");
        escapes['\f'] = Ascii.bytes("\\f");
        escapes['\r'] = Ascii.bytes("\\r");
        escapes['"'] = Ascii.bytes("\\\"");
        escapes['/'] = Ascii.bytes("\\/");
        escapes['\\'] = Ascii.bytes("\\\\");
        escapes[0x7f] = Ascii.bytes("\\u007f");
        return escapes;
    }
}
