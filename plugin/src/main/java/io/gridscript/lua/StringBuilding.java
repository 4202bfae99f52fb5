package io.gridscript.lua;

import java.util.Arrays;
import org.luaj.vm2.LuaString;

/** A string that grows piece by piece and counts as work. */
final class StringBuilding {

    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private final LuaState state;
    private byte[] bytes = new byte[64];
    private int length;

    StringBuilding(LuaState state) {
        this.state = state;
    }

    void add(LuaString text) {
        state.step();
        room(text.m_length);
        text.copyInto(0, bytes, length, text.m_length);
        length += text.m_length;
    }

    void add(byte[] source, int offset, int count) {
        state.step();
        room(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    LuaString string() {
        return LuaString.valueUsing(Arrays.copyOf(bytes, length));
    }

    private void room(int more) {
        long wanted = (long) length + more;
        if (wanted > LONGEST) {
            throw RaisedError.text("string length overflow");
        }
        if (wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(LONGEST, Math.max(wanted, 2L * length)));
        }
    }
}
