package io.gridscript.command.bitmap;

import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;

/** The type of an integer among bits, with what happens to numbers that don't fit. */
record FieldType(boolean signed, int bits) {

    private static final ErrorReply INVALID =
            ErrorReply.err(
                    "Invalid bitfield type. Use something like i16 u8. Note that u64 is not"
                            + " supported but i64 is.");

    /** What becomes of a number that doesn't fit. */
    enum Overflow {
        /** It loses its highest bits. */
        WRAP,
        /** It becomes the nearest one that fits. */
        SATURATE,
        /** Nothing is written. */
        FAIL
    }

    /**
     * A type such as {@code i16} or {@code u8}.
     *
     * @throws ErrorReply when it is none
     */
    static FieldType parse(byte[] word) {
        if (word.length == 0 || word[0] != 'i' && word[0] != 'u') {
            throw INVALID;
        }
        boolean signed = word[0] == 'i';
        long bits = RedisNumbers.parseLong(word, 1, word.length - 1, INVALID);
        if (bits < 1 || bits > (signed ? Long.SIZE : Long.SIZE - 1)) {
            throw INVALID;
        }
        return new FieldType(signed, (int) bits);
    }

    /** The integer at an offset. */
    long read(Bits from, long offset) {
        long value = 0;
        for (int i = 0; i < bits; i++) {
            value = value << 1 | (from.get(offset + i) ? 1 : 0);
        }
        return wrapped(value);
    }

    /** The bytes that hold the integer at an offset, with another value in its place. */
    byte[] written(Bits to, long offset, long value) {
        long first = offset >> 3;
        byte[] patch = new byte[(int) ((offset + bits - 1 >> 3) - first) + 1];
        for (int i = 0; i < patch.length; i++) {
            patch[i] = (byte) to.octet(first + i);
        }
        for (int i = 0; i < bits; i++) {
            int place = (int) (offset & 7) + i;
            int mask = 0x80 >> (place & 7);
            boolean set = (value >>> bits - 1 - i & 1) != 0;
            patch[place >> 3] = (byte) (set ? patch[place >> 3] | mask : patch[place >> 3] & ~mask);
        }
        return patch;
    }

    /**
     * The sum of a number and an increment; of a number without sign that is too large for a long,
     * the increment is 0.
     *
     * @return null when it doesn't fit and that makes it fail
     */
    Long sum(long value, long increment, Overflow overflow) {
        int direction = signed ? signedOverflow(value, increment) : overflow(value, increment);
        if (direction == 0 || overflow == Overflow.WRAP) {
            return wrapped(value + increment);
        }
        if (overflow == Overflow.FAIL) {
            return null;
        }
        return direction > 0 ? greatest() : least();
    }

    private int overflow(long value, long increment) {
        boolean isGreater = Long.compareUnsigned(value, greatest()) > 0;
        if (isGreater || increment > 0 && increment > greatest() - value) {
            return 1;
        }
        return increment < 0 && increment < -value ? -1 : 0;
    }

    /**
     * As in Redis the distances to the bounds are numbers of 64 bits, too, so that one from a very
     * small number is below zero, and that number counts as too large.
     */
    private int signedOverflow(long value, long increment) {
        boolean whole = bits == Long.SIZE;
        long up = greatest() - value;
        long down = least() - value;
        if (value > greatest()
                || !whole && increment > up
                || value >= 0 && increment > 0 && increment > up) {
            return 1;
        }
        boolean isLess =
                value < least()
                        || !whole && increment < down
                        || value < 0 && increment < 0 && increment < down;
        return isLess ? -1 : 0;
    }

    private long greatest() {
        return (1L << (signed ? bits - 1 : bits)) - 1;
    }

    private long least() {
        return signed ? -greatest() - 1 : 0;
    }

    private long wrapped(long value) {
        int unused = Long.SIZE - bits;
        return signed ? value << unused >> unused : value << unused >>> unused;
    }
}
