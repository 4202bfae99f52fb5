package io.gridscript.script;

import io.gridscript.lua.LuaSandbox;
import io.gridscript.lua.vm.CText;
import io.gridscript.reply.Ascii;
import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Lua's strings and numbers as bytes, and back. */
final class LuaText {

    private LuaText() {}

    /** A string of one byte for each character. */
    static LuaString of(String latin1) {
        return LuaString.valueUsing(Ascii.bytes(latin1));
    }

    /** The text of any value, as Lua's tostring gives it. */
    static String latin1(LuaValue value) {
        return Ascii.string(bytes(LuaSandbox.text(value)));
    }

    /** The text of any value up to its first zero byte, as Redis takes some for strings of C. */
    static String forC(LuaValue value) {
        return CText.of(latin1(value));
    }

    /** The bytes of a string up to its first zero byte, to be read only. */
    static byte[] bytesForC(LuaString text) {
        byte[] bytes = bytes(text);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return Arrays.copyOf(bytes, i);
            }
        }
        return bytes;
    }

    /** The bytes of a string, to be read only. */
    static byte[] bytes(LuaString text) {
        boolean whole = text.m_offset == 0 && text.m_length == text.m_bytes.length;
        return whole ? text.m_bytes : copy(text);
    }

    /** The bytes of a string, for whoever wants to keep or change them. */
    static byte[] copy(LuaString text) {
        byte[] bytes = new byte[text.m_length];
        text.copyInto(0, bytes, 0, bytes.length);
        return bytes;
    }
}
