package io.gridscript.lua;

import io.gridscript.reply.Ascii;
import java.util.Locale;
import java.util.regex.Pattern;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Text as a number, as Lua 5.1 reads it through C's strtod; spaces around it don't count. */
final class NumberReader {

    /** Longer text is no number that anybody meant, and matching it would take time. */
    private static final int LONGEST = 4096;

    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile(
                    "[+-]?0[xX](\\p{XDigit}+\\.?\\p{XDigit}*|\\.\\p{XDigit}+)([pP][+-]?\\d+)?");

    private static final Pattern NAN_WITH_PAYLOAD = Pattern.compile("[nN][aA][nN]\\(\\w*\\)");

    private NumberReader() {}

    /** The number, or nil. */
    static LuaValue read(LuaString string) {
        if (string.m_length == 0 || string.m_length > LONGEST) {
            return LuaValue.NIL;
        }
        String text = trimmed(string);
        if (DECIMAL.matcher(text).matches()) {
            return Numbers.of(Double.parseDouble(text));
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            boolean exponent = text.indexOf('p') >= 0 || text.indexOf('P') >= 0;
            return Numbers.of(Double.parseDouble(exponent ? text : text + "p0"));
        }
        return word(text);
    }

    /** Digits of a base from 2 to 36, or nil. */
    static LuaValue read(LuaString string, int base) {
        String text = trimmed(string);
        boolean negative = text.startsWith("-");
        int at = negative || text.startsWith("+") ? 1 : 0;
        if (base == 16 && text.regionMatches(true, at, "0x", 0, 2)) {
            at += 2;
        }
        if (at >= text.length()) {
            return LuaValue.NIL;
        }
        double value = 0;
        for (; at < text.length(); at++) {
            int digit = text.charAt(at) < 128 ? Character.digit(text.charAt(at), base) : -1;
            if (digit < 0) {
                return LuaValue.NIL;
            }
            value = value * base + digit;
        }
        // C's strtoul stops at 64 bits and wraps a minus sign around.
        double capped = Math.min(value, 0x1p64);
        return LuaValue.valueOf(negative && capped != 0 ? 0x1p64 - capped : capped);
    }

    private static LuaValue word(String text) {
        boolean negative = text.startsWith("-");
        String word = (negative || text.startsWith("+") ? text.substring(1) : text);
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "inf", "infinity" ->
                    LuaValue.valueOf(
                            negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
            case "nan" -> Numbers.nan(negative);
            default ->
                    NAN_WITH_PAYLOAD.matcher(word).matches() ? Numbers.nan(negative) : LuaValue.NIL;
        };
    }

    /** Without spaces around, and up to a byte 0, as C sees it. */
    private static String trimmed(LuaString string) {
        LuaState.charge(string.m_length);
        byte[] bytes = new byte[string.m_length];
        string.copyInto(0, bytes, 0, bytes.length);
        String text = Ascii.string(bytes);
        int from = 0;
        int nul = text.indexOf('\0');
        int to = nul < 0 ? text.length() : nul;
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
