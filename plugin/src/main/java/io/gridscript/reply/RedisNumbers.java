package io.gridscript.reply;

/**
 * The text forms of numbers, byte for byte as Redis reads and writes them.
 *
 * <p>Nothing here allocates but what the signature returns and the slow path of {@code parseDouble}
 * (more than 15 digits, an exponent, hexadecimal).
 */
public final class RedisNumbers {

    /** Enough room for any {@code long}: 19 digits and a sign. */
    public static final int MAX_LONG_LENGTH = 20;

    /** Enough room for any {@code double} as {@link #putDouble} writes it. */
    public static final int MAX_DOUBLE_LENGTH = 25;

    /** A magnitude beyond this has no room for one more digit. */
    private static final long LAST_SAFE_TENTH = Long.MAX_VALUE / 10;

    /** Redis prints doubles up to this size as integers (double2ll: LLONG_MAX/2, rounded up). */
    private static final double LARGEST_PRINTED_AS_LONG = 0x1p62;

    private RedisNumbers() {}

    /**
     * Whether the bytes are an integer as Redis's string2ll takes it: its one canonical form,
     * within 64 bits. No plus sign, no spaces, no leading zeros, no {@code -0}.
     */
    public static boolean isLong(byte[] bytes) {
        return isLong(bytes, 0, bytes.length);
    }

    public static boolean isLong(byte[] bytes, int offset, int length) {
        if (length < 1 || length > MAX_LONG_LENGTH) {
            return false;
        }
        int at = offset;
        int end = offset + length;
        boolean negative = bytes[at] == '-';
        if (negative && ++at == end) {
            return false;
        }
        if (bytes[at] == '0') {
            return length == 1;
        }
        long magnitude = 0;
        for (; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9 || magnitude > LAST_SAFE_TENTH) {
                return false;
            }
            magnitude = magnitude * 10 + digit;
            if (magnitude < 0) {
                return negative && magnitude == Long.MIN_VALUE && at == end - 1;
            }
        }
        return true;
    }

    /**
     * The integer of these bytes.
     *
     * @throws ErrorReply {@code ERR value is not an integer or out of range}
     */
    public static long parseLong(byte[] bytes) {
        return parseLong(bytes, ErrorReply.NOT_AN_INTEGER);
    }

    /** The integer of these bytes; throws the given error where {@link #isLong} says no. */
    public static long parseLong(byte[] bytes, ErrorReply otherwise) {
        return parseLong(bytes, 0, bytes.length, otherwise);
    }

    public static long parseLong(byte[] bytes, int offset, int length, ErrorReply otherwise) {
        if (!isLong(bytes, offset, length)) {
            throw otherwise;
        }
        boolean negative = bytes[offset] == '-';
        long magnitude = 0;
        for (int i = negative ? 1 : 0; i < length; i++) {
            magnitude = magnitude * 10 + (bytes[offset + i] - '0');
        }
        return negative ? -magnitude : magnitude;
    }

    /** The decimal text of a long. */
    public static byte[] bytes(long value) {
        byte[] text = new byte[longLength(value)];
        putLong(value, text, text.length);
        return text;
    }

    /** How many bytes {@link #putLong} writes. */
    public static int longLength(long value) {
        int length = value < 0 ? 2 : 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            length++;
        }
        return length;
    }

    /**
     * Writes a long so that it ends before {@code end}.
     *
     * @return where its first byte is
     */
    public static int putLong(long value, byte[] target, int end) {
        int at = end;
        // Counts down in negative numbers: Long.MIN_VALUE has no positive counterpart.
        long rest = value < 0 ? value : -value;
        do {
            long tenth = rest / 10;
            target[--at] = (byte) ('0' + (tenth * 10 - rest));
            rest = tenth;
        } while (rest != 0);
        if (value < 0) {
            target[--at] = '-';
        }
        return at;
    }

    /** Whether the bytes are a float as {@link #parseDouble(byte[])} takes it. */
    public static boolean isDouble(byte[] bytes) {
        return !Double.isNaN(DoubleText.parse(bytes, 0, bytes.length));
    }

    /**
     * The double of these bytes, as Redis 8's getDoubleFromObject takes it: what C's strtod takes
     * (signs, decimal, hexadecimal, {@code inf} and {@code infinity} in any case), without spaces
     * around, without NaN, and not so large or so small that it would become infinite or zero.
     *
     * @throws ErrorReply {@code ERR value is not a valid float}
     */
    public static double parseDouble(byte[] bytes) {
        return parseDouble(bytes, ErrorReply.NOT_A_FLOAT);
    }

    /** The double of these bytes; throws the given error where {@link #isDouble} says no. */
    public static double parseDouble(byte[] bytes, ErrorReply otherwise) {
        return parseDouble(bytes, 0, bytes.length, otherwise);
    }

    public static double parseDouble(byte[] bytes, int offset, int length, ErrorReply otherwise) {
        double value = DoubleText.parse(bytes, offset, length);
        if (Double.isNaN(value)) {
            throw otherwise;
        }
        return value;
    }

    /**
     * The double at an offset up to the end, as C's strtod reads it where Redis asks for no more:
     * spaces in front, what follows a zero byte, too large and too small numbers are taken, and
     * nothing at all is 0; NaN is not.
     *
     * @throws ErrorReply the given error when it is none
     */
    public static double parseLeniently(byte[] bytes, int offset, ErrorReply otherwise) {
        double value = DoubleText.parseLeniently(bytes, offset);
        if (Double.isNaN(value)) {
            throw otherwise;
        }
        return value;
    }

    /**
     * The text of a double in 17 digits at most, as C's {@code %.17g} and Redis's ZSCAN have it.
     */
    public static byte[] bytesOfSeventeenDigits(double value) {
        return Ascii.bytes(SeventeenDigits.text(value));
    }

    /** The text of a double as Redis 8 replies and stores it (d2string). */
    public static byte[] bytes(double value) {
        byte[] room = new byte[MAX_DOUBLE_LENGTH];
        int length = putDouble(value, room, 0);
        byte[] text = new byte[length];
        System.arraycopy(room, 0, text, 0, length);
        return text;
    }

    /**
     * Writes a double from {@code start} on as Redis's d2string does: {@code nan}, {@code inf},
     * {@code -inf}, {@code -0}, integers of up to 2^62 as integers, everything else in the shortest
     * digits that Grisu2 finds. At most {@link #MAX_DOUBLE_LENGTH} bytes.
     *
     * @return how many bytes were written
     */
    static int putDouble(double value, byte[] target, int start) {
        if (value != 0 && Math.abs(value) <= LARGEST_PRINTED_AS_LONG && value == (long) value) {
            long integer = (long) value;
            int length = longLength(integer);
            putLong(integer, target, start + length);
            return length;
        }
        return putShortest(value, target, start);
    }

    /**
     * Writes a double as Redis's fpconv_dtoa does: as {@link #putDouble}, but integers too in the
     * shortest digits.
     *
     * @return how many bytes were written
     */
    public static int putShortest(double value, byte[] target, int start) {
        if (Double.isNaN(value)) {
            return put("nan", target, start);
        }
        if (Double.isInfinite(value)) {
            return put(value > 0 ? "inf" : "-inf", target, start);
        }
        if (value == 0) {
            return put(1 / value < 0 ? "-0" : "0", target, start);
        }
        return Grisu2.put(value, target, start);
    }

    private static int put(String word, byte[] target, int start) {
        for (int i = 0; i < word.length(); i++) {
            target[start + i] = (byte) word.charAt(i);
        }
        return word.length();
    }
}
