package io.gridscript.lua.vm;

import java.nio.charset.StandardCharsets;

/**
 * The number at the beginning of a text, as C's strtod finds it: the longest that there is.
 *
 * @param length its bytes
 */
public record NumberPrefix(double value, int length) {

    /** The number from one offset on, before another; null if there is none. */
    public static NumberPrefix of(byte[] bytes, int from, int to) {
        return new Scan(bytes, from, to).read();
    }

    private static final class Scan {

        private final byte[] bytes;
        private final int from;
        private final int to;
        private int at;

        Scan(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.from = from;
            this.to = to;
            this.at = from;
        }

        NumberPrefix read() {
            boolean negative = peek(0) == '-';
            if (negative || peek(0) == '+') {
                at++;
            }
            if (takes("inf")) {
                takes("inity");
                return found(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
            }
            if (takes("nan")) {
                skipPayload();
                return found(Double.NaN);
            }
            if (peek(0) == '0' && lower(peek(1)) == 'x' && hasDigits(2, 16)) {
                at += 2;
                digitsAndPoint(16);
                return found(hexadecimal());
            }
            if (!hasDigits(0, 10)) {
                return null;
            }
            digitsAndPoint(10);
            exponent('e');
            return found(Double.parseDouble(taken()));
        }

        private NumberPrefix found(double value) {
            return new NumberPrefix(value, at - from);
        }

        private double hexadecimal() {
            boolean exponent = exponent('p');
            return Double.parseDouble(exponent ? taken() : taken() + "p0");
        }

        private String taken() {
            return new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
        }

        private boolean hasDigits(int ahead, int base) {
            return isDigit(peek(ahead), base)
                    || (peek(ahead) == '.' && isDigit(peek(ahead + 1), base));
        }

        private void digitsAndPoint(int base) {
            digits(base);
            if (peek(0) == '.') {
                at++;
                digits(base);
            }
        }

        private void digits(int base) {
            while (isDigit(peek(0), base)) {
                at++;
            }
        }

        /** Takes an exponent if there is a whole one. */
        private boolean exponent(char letter) {
            int sign = peek(1) == '-' || peek(1) == '+' ? 1 : 0;
            if (lower(peek(0)) != letter || !isDigit(peek(1 + sign), 10)) {
                return false;
            }
            at += 1 + sign;
            digits(10);
            return true;
        }

        /** What a NaN may carry in brackets. */
        private void skipPayload() {
            int ahead = 1;
            while (isDigit(peek(ahead), 36) || peek(ahead) == '_') {
                ahead++;
            }
            if (peek(0) == '(' && peek(ahead) == ')') {
                at += ahead + 1;
            }
        }

        private boolean takes(String word) {
            for (int i = 0; i < word.length(); i++) {
                if (lower(peek(i)) != word.charAt(i)) {
                    return false;
                }
            }
            at += word.length();
            return true;
        }

        private int peek(int ahead) {
            return at + ahead < to ? bytes[at + ahead] & 0xff : 0;
        }

        private static int lower(int c) {
            return c >= 'A' && c <= 'Z' ? c + 32 : c;
        }

        private static boolean isDigit(int c, int base) {
            return c < 128 && Character.digit(c, base) >= 0;
        }
    }
}
