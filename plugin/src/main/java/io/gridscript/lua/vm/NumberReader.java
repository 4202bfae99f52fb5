package io.gridscript.lua.vm;

import io.gridscript.reply.Ascii;
import java.util.Locale;
import java.util.regex.Pattern;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Text as a number, as Lua 5.1 reads it through C's strtod; spaces around it don't count. */
public final class NumberReader {

    /** Longer text is no number that anybody meant, and matching it would take time. */
    private static final int LONGEST = 4096;

    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile(
                    "[+-]?0[xX](\\p{XDigit}+\\.?\\p{XDigit}*|\\.\\p{XDigit}+)([pP][+-]?\\d+)?");

    /** So many digits, and powers of ten up to it, are doubles without loss. */
    private static final int EXACT_DIGITS = 15;

    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private static final Pattern NAN_WITH_PAYLOAD = Pattern.compile("[nN][aA][nN]\\(\\w*\\)");

    private NumberReader() {}

    /** The number, or nil. */
    public static LuaValue read(LuaString string) {
        if (string.m_length == 0 || string.m_length > LONGEST) {
            return LuaValue.NIL;
        }
        double plain = plain(string);
        if (!Double.isNaN(plain)) {
            return Numbers.of(plain);
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

    /**
     * What most numbers look like: a sign, a few digits, a point. The one rounding of the division
     * makes it the nearest double.
     *
     * @return NaN for everything else
     */
    private static double plain(LuaString string) {
        byte[] bytes = string.m_bytes;
        int at = string.m_offset;
        int end = at + string.m_length;
        boolean negative = bytes[at] == '-';
        if (negative || bytes[at] == '+') {
            at++;
        }
        if (end - at > EXACT_DIGITS + 1) {
            return Double.NaN;
        }
        long digits = 0;
        int count = 0;
        int wholeDigits = -1;
        for (; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
                count++;
            } else if (bytes[at] == '.' && wholeDigits < 0) {
                wholeDigits = count;
            } else {
                return Double.NaN;
            }
        }
        if (count == 0 || count > EXACT_DIGITS) {
            return Double.NaN;
        }
        double number = wholeDigits < 0 ? digits : digits / POWERS_OF_TEN[count - wholeDigits];
        return negative ? -number : number;
    }

    /** Digits of a base from 2 to 36, or nil. */
    public static LuaValue read(LuaString string, int base) {
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
