package io.gridscript.lua;

import io.gridscript.reply.Ascii;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Pieces of source text that LuaJ's front end, made for Lua 5.2, must see in another form. */
final class SourceEdits {

    private record Edit(int from, int to, byte[] text) {}

    private final List<Edit> edits = new ArrayList<>();

    /** Takes note of a numeral: hexadecimal ones, which LuaJ reads otherwise, become decimal. */
    void number(int from, int to, double value, CharSequence numeral) {
        if (numeral.length() > 1 && (numeral.charAt(1) | 0x20) == 'x') {
            edits.add(new Edit(from, to, Ascii.bytes(decimal(value))));
        }
    }

    private static String decimal(double value) {
        // Too large for a double: a numeral that is, too.
        return Double.isInfinite(value) ? "1e999" : Double.toString(value);
    }

    /**
     * Takes note of an escape that stands for its character: 5.2 has made two of these special.
     *
     * @param from of its backslash
     */
    void plainEscape(int from, int c) {
        if (c == 'x' || c == 'z' || c == 'u') {
            edits.add(new Edit(from, from + 1, new byte[0]));
        }
    }

    /** The text from an offset on, with all that in place. */
    byte[] applied(byte[] source, int offset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(source.length - offset + 16);
        int at = offset;
        for (Edit edit : edits) {
            out.write(source, at, edit.from - at);
            out.writeBytes(edit.text);
            at = edit.to;
        }
        out.write(source, at, source.length - at);
        return out.toByteArray();
    }
}
