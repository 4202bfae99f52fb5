package io.gridscript.lua.library;

import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.NumberText;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.reply.Ascii;
import java.util.Arrays;
import org.luaj.vm2.LuaString;

/** The text that {@code string.format} makes. */
final class FormatText {

    private static final int LONGEST = Integer.MAX_VALUE - 8;

    /** More than the digits and the sign of any integer. */
    private static final int DIGITS = 20;

    private byte[] bytes;
    private int length;

    FormatText(int expected) {
        bytes = new byte[expected + DIGITS];
    }

    int length() {
        return length;
    }

    void add(byte[] source, int offset, int count) {
        room(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    void add(String latin1) {
        byte[] added = Ascii.bytes(latin1);
        add(added, 0, added.length);
    }

    /** Adds an integer in decimal digits. */
    void add(long value) {
        room(DIGITS);
        length += NumberText.write(value, bytes, length);
    }

    /** Adds a text with spaces before it, or behind it if their number is negative. */
    void pad(byte[] source, int offset, int count, int spaces) {
        spaces(spaces);
        add(source, offset, count);
        spaces(-spaces);
    }

    private void spaces(int count) {
        if (count > 0) {
            room(count);
            Arrays.fill(bytes, length, length + count, (byte) ' ');
            length += count;
        }
    }

    /** Adds a string so that Lua reads it back. */
    void quote(LuaString value) {
        LuaState.charge(2L * value.m_length);
        add("\"");
        for (int i = 0; i < value.m_length; i++) {
            int c = value.luaByte(i);
            switch (c) {
                case '"', '\\', '\n' -> {
                    addByte('\\');
                    addByte(c);
                }
                case '\r' -> add("\\r");
                case '\0' -> add("\\000");
                default -> addByte(c);
            }
        }
        add("\"");
    }

    private void addByte(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    /** Lets a byte 0, if there is one from a place on, be the end. */
    void endAtZero(int start) {
        for (int i = start; i < length; i++) {
            if (bytes[i] == 0) {
                length = i;
                return;
            }
        }
    }

    LuaString string() {
        LuaState.charge(length);
        return LuaString.valueUsing(Arrays.copyOf(bytes, length));
    }

    private void room(int more) {
        long wanted = (long) length + more;
        if (wanted > LONGEST) {
            throw RaisedError.text("string length overflow");
        }
        if (wanted > bytes.length) {
            int size = (int) Math.min(LONGEST, Math.max(wanted, 2L * length));
            LuaState.charge(size);
            bytes = Arrays.copyOf(bytes, size);
        }
    }
}
