package io.gridscript.command.hyperloglog;

/**
 * One run of equal registers in the sparse form, as its bytes at some place say it. There are three
 * kinds: up to 64 zeros in a byte, up to 16384 zeros in two bytes, and up to 4 registers with a
 * value of up to 32 in a byte.
 */
final class SparseRun {

    static final int LARGEST_VALUE = 32;
    static final int MOST_OF_A_VALUE = 4;

    private static final int MOST_SHORT_ZEROS = 64;
    private static final int KIND = 0xc0;
    private static final int LONG_ZEROS = 0x40;
    private static final int VALUE = 0x80;

    private SparseRun() {}

    /** The kinds by their first byte. */
    static boolean isValue(int first) {
        return (first & VALUE) != 0;
    }

    static boolean isLongZeros(int first) {
        return (first & KIND) == LONG_ZEROS;
    }

    /** Bytes of the run. */
    static int bytes(int first) {
        return isLongZeros(first) ? 2 : 1;
    }

    /** The value of the registers of a run. */
    static int value(int first) {
        return isValue(first) ? (first >> 2 & 0x1f) + 1 : 0;
    }

    /** Registers of the run at a place of a form that ends before another. */
    static int length(byte[] bytes, int at, int end) {
        int first = bytes[at];
        if (isValue(first)) {
            return (first & 0x3) + 1;
        }
        int zeros = first & 0x3f;
        if (isLongZeros(first)) {
            zeros = zeros << Byte.SIZE | (at + 1 < end ? bytes[at + 1] & 0xff : 0);
        }
        return zeros + 1;
    }

    /** Writes so many registers of a value; returns the place behind. */
    static int putValue(byte[] bytes, int at, int value, int length) {
        bytes[at] = (byte) (VALUE | value - 1 << 2 | length - 1);
        return at + 1;
    }

    /** Writes so many zeros in the shorter of both kinds; returns the place behind. */
    static int putZeros(byte[] bytes, int at, int length) {
        if (length <= MOST_SHORT_ZEROS) {
            bytes[at] = (byte) (length - 1);
            return at + 1;
        }
        return putLongZeros(bytes, at, length);
    }

    static int putLongZeros(byte[] bytes, int at, int length) {
        bytes[at] = (byte) (LONG_ZEROS | length - 1 >> Byte.SIZE);
        bytes[at + 1] = (byte) (length - 1);
        return at + 2;
    }
}
