package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.valueOf;

import io.gridscript.lua.vm.CStack;
import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.Numbers;
import io.gridscript.lua.vm.OperationError;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.lua.vm.Table;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Reads values out of MessagePack, one after the other. */
final class MessagePackReader {

    private static final String TOO_MANY =
            "too many return values at once; use unpack_one or unpack_limit instead.";

    private final LuaState state;
    private final LuaString packed;
    private int at;

    /** Slots that the C library has taken: what ends deep nesting and long results there. */
    private int slots;

    /**
     * @param offset where to begin
     * @param slots that the caller's arguments take
     */
    MessagePackReader(LuaState state, LuaString packed, int offset, int slots) {
        this.state = state;
        this.packed = packed;
        this.at = offset;
        this.slots = slots;
    }

    boolean atEnd() {
        return at == packed.m_length;
    }

    int offset() {
        return at;
    }

    /** The next value, which takes a slot. */
    LuaValue next() {
        state.step();
        need(1);
        CStack.ensure(slots, 1, TOO_MANY);
        LuaValue value = value(packed.luaByte(at));
        slots++;
        return value;
    }

    private LuaValue value(int type) {
        return switch (type) {
            case 0xc0 -> constant(LuaValue.NIL);
            case 0xc2 -> constant(LuaValue.FALSE);
            case 0xc3 -> constant(LuaValue.TRUE);
            case 0xca -> Numbers.of(Float.intBitsToFloat((int) unsigned(4)));
            case 0xcb -> Numbers.of(Double.longBitsToDouble(unsigned(8)));
            case 0xcc -> valueOf((double) unsigned(1));
            case 0xcd -> valueOf((double) unsigned(2));
            case 0xce -> valueOf((double) unsigned(4));
            // Beyond 2^63 the C library gives negative numbers.
            case 0xcf, 0xd3 -> valueOf((double) unsigned(8));
            case 0xd0 -> valueOf((byte) unsigned(1));
            case 0xd1 -> valueOf((short) unsigned(2));
            case 0xd2 -> valueOf((int) unsigned(4));
            case 0xd9 -> text(1);
            case 0xda -> text(2);
            case 0xdb -> text(4);
            case 0xdc -> array(unsigned(2));
            case 0xdd -> array(unsigned(4));
            case 0xde -> map(unsigned(2));
            case 0xdf -> map(unsigned(4));
            default -> fixed(type);
        };
    }

    private LuaValue constant(LuaValue value) {
        at++;
        return value;
    }

    /** What carries its value or length in the first byte. */
    private LuaValue fixed(int type) {
        if (type < 0x80 || type >= 0xe0) {
            return constant(valueOf((byte) type));
        }
        if (type >= 0xc0) {
            throw RaisedError.text("Bad data format in input.");
        }
        if (type >= 0xa0) {
            need(1 + (type & 0x1f));
            at++;
            return piece(type & 0x1f);
        }
        at++;
        return type >= 0x90 ? array(type & 0xf) : map(type & 0xf);
    }

    private LuaString text(int bytesOfLength) {
        long length = unsigned(bytesOfLength);
        need(length);
        return piece((int) length);
    }

    private LuaString piece(int length) {
        LuaString piece = LuaString.valueOf(packed.m_bytes, packed.m_offset + at, length);
        at += length;
        return piece;
    }

    private LuaTable array(long length) {
        LuaTable table = new Table();
        slots++;
        CStack.ensure(slots, 1, "in function mp_decode_to_lua_array");
        for (int i = 1; i <= length; i++) {
            slots++;
            table.rawset(i, next());
            slots -= 2;
        }
        slots--;
        return table;
    }

    private LuaTable map(long entries) {
        LuaTable table = new Table();
        slots++;
        for (long i = 0; i < entries; i++) {
            LuaValue key = next();
            LuaValue value = next();
            checkKey(key);
            table.rawset(key, value);
            slots -= 2;
        }
        slots--;
        return table;
    }

    private static void checkKey(LuaValue key) {
        if (key.isnil()) {
            throw new OperationError("table index is nil");
        }
        if (key.isnumber() && Double.isNaN(key.todouble())) {
            throw new OperationError("table index is NaN");
        }
    }

    /** The bytes behind the first one as an integer, highest first; takes both. */
    private long unsigned(int bytes) {
        need(1 + bytes);
        long value = 0;
        for (int i = 1; i <= bytes; i++) {
            value = value << 8 | packed.luaByte(at + i);
        }
        at += 1 + bytes;
        return value;
    }

    private void need(long bytes) {
        if (packed.m_length - at < bytes) {
            throw RaisedError.text("Missing bytes in input.");
        }
    }
}
