package io.gridscript.reply;

/** Reads the numbers that C's strtod and strtold read, under Redis's conditions. */
final class DoubleText {

    /** Up to this many digits a decimal integer is exact in a double. */
    private static final int EXACT_DIGITS = 15;

    private DoubleText() {}

    /** NaN stands for "not a number that Redis takes" (it never takes a NaN itself). */
    static double parse(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return Double.NaN;
        }
        if (length <= EXACT_DIGITS + 1) {
            double simple = simpleInteger(bytes, offset, length);
            if (!Double.isNaN(simple)) {
                return simple;
            }
        }
        FloatLiteral literal = FloatLiteral.of(bytes, offset, length);
        if (literal == null) {
            return Double.NaN;
        }
        if (literal.infinite()) {
            return literal.negative() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double value = Double.parseDouble(literal.javaText());
        // strtod reports ERANGE for both, and Redis (string2d) then refuses.
        boolean outOfRange = Double.isInfinite(value) || (value == 0 && !literal.zero());
        return outOfRange ? Double.NaN : value;
    }

    /** As strtod reads a C string after which nothing may follow; NaN if it doesn't. */
    static double parseLeniently(byte[] bytes, int offset) {
        int end = offset;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        if (end == offset) {
            return 0;
        }
        int start = offset;
        while (start < end && (bytes[start] == ' ' || bytes[start] >= 9 && bytes[start] <= 13)) {
            start++;
        }
        FloatLiteral literal = FloatLiteral.of(bytes, start, end - start);
        if (literal == null) {
            return Double.NaN;
        }
        if (literal.infinite()) {
            return literal.negative() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(literal.javaText());
    }

    /** An optional minus and up to 15 digits, the usual case; NaN if it is anything else. */
    private static double simpleInteger(byte[] bytes, int offset, int length) {
        boolean negative = bytes[offset] == '-';
        int digits = negative ? length - 1 : length;
        if (digits == 0 || digits > EXACT_DIGITS) {
            return Double.NaN;
        }
        long value = 0;
        for (int i = length - digits; i < length; i++) {
            int digit = bytes[offset + i] - '0';
            if (digit < 0 || digit > 9) {
                return Double.NaN;
            }
            value = value * 10 + digit;
        }
        return negative ? -(double) value : value;
    }
}
