package io.gridscript.reply;

import java.nio.charset.StandardCharsets;

/**
 * A floating-point literal as C's strtod reads it in the "C" locale, with nothing before or after
 * it. NaN is left out because Redis takes it nowhere.
 *
 * @param negative whether a minus sign stands in front
 * @param infinite {@code inf} or {@code infinity}; the other parts mean nothing then
 * @param hexadecimal whether digits are hexadecimal and the exponent is one of two
 * @param zero whether all digits are 0
 * @param significand the digits with at most one point, without sign and {@code 0x}
 * @param exponent the power of ten or two, as far as it fits; the ends of {@code int} stand for
 *     everything beyond
 */
record FloatLiteral(
        boolean negative,
        boolean infinite,
        boolean hexadecimal,
        boolean zero,
        String significand,
        int exponent) {

    /** Longer exponents stop here: far outside any format, far inside {@code int}. */
    private static final int EXPONENT_CAP = 100_000_000;

    /** The literal, or null if the bytes are none. */
    static FloatLiteral of(byte[] bytes, int offset, int length) {
        return new Scanner(bytes, offset, offset + length).literal();
    }

    /** The same number as Java's {@code Double.parseDouble} wants it written. */
    String javaText() {
        String sign = negative ? "-" : "";
        return hexadecimal
                ? sign + "0x" + significand + "p" + exponent
                : sign + significand + "e" + exponent;
    }

    private static final class Scanner {
        private final byte[] bytes;
        private final int end;
        private int at;

        Scanner(byte[] bytes, int start, int end) {
            this.bytes = bytes;
            this.at = start;
            this.end = end;
        }

        FloatLiteral literal() {
            boolean negative = peek() == '-';
            if (negative || peek() == '+') {
                at++;
            }
            if (restIs("inf") || restIs("infinity")) {
                return new FloatLiteral(negative, true, false, false, "", 0);
            }
            boolean hexadecimal = peek() == '0' && Ascii.lower(peek(1)) == 'x';
            if (hexadecimal) {
                at += 2;
            }
            int start = at;
            boolean zero = true;
            int digits = 0;
            int points = 0;
            for (; at < end; at++) {
                int digit =
                        bytes[at] == '.' ? -1 : Character.digit(bytes[at], hexadecimal ? 16 : 10);
                if (digit >= 0) {
                    digits++;
                    zero &= digit == 0;
                } else if (bytes[at] != '.' || ++points > 1) {
                    break;
                }
            }
            if (digits == 0 || points > 1) {
                return null;
            }
            String significand = new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
            int exponent = 0;
            if (at < end && Ascii.lower(bytes[at]) == (hexadecimal ? 'p' : 'e')) {
                at++;
                boolean minus = peek() == '-';
                if (minus || peek() == '+') {
                    at++;
                }
                if (at == end) {
                    return null;
                }
                for (; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
                    exponent = Math.min(EXPONENT_CAP, exponent * 10 + bytes[at] - '0');
                }
                exponent = minus ? -exponent : exponent;
            }
            return at == end
                    ? new FloatLiteral(negative, false, hexadecimal, zero, significand, exponent)
                    : null;
        }

        private byte peek() {
            return peek(0);
        }

        private byte peek(int ahead) {
            return at + ahead < end ? bytes[at + ahead] : 0;
        }

        private boolean restIs(String lowerCaseWord) {
            if (end - at != lowerCaseWord.length()) {
                return false;
            }
            for (int i = 0; i < lowerCaseWord.length(); i++) {
                if (Ascii.lower(bytes[at + i]) != lowerCaseWord.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}
