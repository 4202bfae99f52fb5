package io.gridscript.lua.library;

import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.RaisedError;
import java.util.Arrays;
import org.luaj.vm2.LuaString;

/** A string that grows piece by piece and counts as work. */
final class StringBuilding {

    private static final int LONGEST = Integer.MAX_VALUE - 8;

    /** Bytes copied in the time of a step. */
    private static final int BYTES_OF_A_STEP = 256;

    private final LuaState state;
    private byte[] bytes = new byte[64];
    private int length;

    StringBuilding(LuaState state) {
        this.state = state;
    }

    void add(LuaString text) {
        state.steps(1 + text.m_length / BYTES_OF_A_STEP);
        room(text.m_length);
        text.copyInto(0, bytes, length, text.m_length);
        length += text.m_length;
    }

    void add(byte[] source, int offset, int count) {
        state.steps(1 + count / BYTES_OF_A_STEP);
        room(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    void add(int oneByte) {
        state.step();
        room(1);
        bytes[length++] = (byte) oneByte;
    }

    /** Adds the low bytes of an integer, as many as a format's option has; zeros beyond the 8th. */
    void add(long bits, StructFormat format) {
        for (int i = 0; i < format.size(); i++) {
            int at = format.bigEndian() ? format.size() - 1 - i : i;
            add(at < Long.BYTES ? (int) (bits >>> 8 * at) : 0);
        }
    }

    /** Adds the low bytes of an integer, highest first. */
    void addBigEndian(long bits, int count) {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            add((int) (bits >>> shift));
        }
    }

    int length() {
        return length;
    }

    /** Takes back all that was added. */
    void clear() {
        length = 0;
    }

    LuaString string() {
        charge(length);
        return LuaString.valueUsing(Arrays.copyOf(bytes, length));
    }

    private void room(int more) {
        long wanted = (long) length + more;
        if (wanted > LONGEST) {
            throw RaisedError.text("string length overflow");
        }
        if (wanted > bytes.length) {
            int size = (int) Math.min(LONGEST, Math.max(wanted, 2L * length));
            charge(size);
            bytes = Arrays.copyOf(bytes, size);
        }
    }

    private void charge(int count) {
        if (count >= LuaState.LARGE) {
            state.allocates(count);
        }
    }
}
