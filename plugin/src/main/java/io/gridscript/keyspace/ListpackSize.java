package io.gridscript.keyspace;

import io.gridscript.reply.RedisNumbers;

/** How many bytes a list takes in the compact encoding of Redis, by which that ends. */
final class ListpackSize {

    /** Of a list without elements. */
    static final int EMPTY = 7;

    private static final int SHORT_STRING = 1 << 6;
    private static final int MEDIUM_STRING = 1 << 12;

    private ListpackSize() {}

    /** What an element adds. */
    static long of(byte[] element) {
        long size =
                RedisNumbers.isLong(element)
                        ? ofNumber(RedisNumbers.parseLong(element))
                        : ofString(element.length);
        return size + ofLength(size);
    }

    /** What an element adds that is a number. */
    static long of(long number) {
        long size = ofNumber(number);
        return size + ofLength(size);
    }

    private static long ofNumber(long number) {
        if (number >= 0 && number < 1 << 7) {
            return 1;
        }
        // The magnitude's bits and one for the sign.
        int bits = 65 - Long.numberOfLeadingZeros(number < 0 ? ~number : number);
        if (bits <= 13) {
            return 2;
        }
        return bits <= 32 ? 1 + (bits + 7) / 8 : 9;
    }

    private static long ofString(int length) {
        if (length < SHORT_STRING) {
            return 1L + length;
        }
        return length < MEDIUM_STRING ? 2L + length : 5L + length;
    }

    /** Behind an element its size stands, for the way back. */
    private static int ofLength(long size) {
        if (size <= 127) {
            return 1;
        }
        if (size < 16383) {
            return 2;
        }
        if (size < 2097151) {
            return 3;
        }
        return size < 268435455 ? 4 : 5;
    }
}
