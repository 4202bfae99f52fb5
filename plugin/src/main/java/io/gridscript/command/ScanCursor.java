package io.gridscript.command;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import java.util.Arrays;

/**
 * The cursors of SCAN and its kin: 64 bits without sign, decimal.
 *
 * <p>Redis reads them with C's strtoull, after refusing plain negative numbers (string2ull), so
 * that spaces in front, a plus sign, leading zeros and even {@code -0} and {@code -01} are taken.
 */
public final class ScanCursor {

    private ScanCursor() {}

    /**
     * The cursor of these bytes; a number above 2^63 is negative here.
     *
     * @throws ErrorReply {@code ERR invalid cursor}
     */
    public static long parse(byte[] text) {
        if (RedisNumbers.isLong(text)) {
            long cursor = RedisNumbers.parseLong(text);
            if (cursor < 0) {
                throw ErrorReply.INVALID_CURSOR;
            }
            return cursor;
        }
        return parseLeniently(text);
    }

    /** The decimal text of a cursor. */
    public static byte[] bytes(long cursor) {
        return cursor >= 0
                ? RedisNumbers.bytes(cursor)
                : Ascii.bytes(Long.toUnsignedString(cursor));
    }

    private static long parseLeniently(byte[] text) {
        int at = 0;
        int end = lengthOfCString(text);
        if (end < text.length) {
            return parse(Arrays.copyOf(text, end));
        }
        while (at < text.length && isSpace(text[at])) {
            at++;
        }
        boolean negative = at < text.length && text[at] == '-';
        if (negative || (at < text.length && text[at] == '+')) {
            at++;
        }
        if (at == text.length) {
            throw ErrorReply.INVALID_CURSOR;
        }
        long cursor = 0;
        for (; at < text.length; at++) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9 || overflows(cursor, digit)) {
                throw ErrorReply.INVALID_CURSOR;
            }
            cursor = cursor * 10 + digit;
        }
        return negative ? -cursor : cursor;
    }

    private static boolean overflows(long unsigned, int digit) {
        long tenth = Long.divideUnsigned(-1L, 10);
        return Long.compareUnsigned(unsigned, tenth) > 0
                || (unsigned == tenth && digit > Long.remainderUnsigned(-1L, 10));
    }

    private static int lengthOfCString(byte[] text) {
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return length;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }
}
