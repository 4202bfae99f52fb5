package io.gridscript.command.bitmap;

import io.gridscript.keyspace.StringValue;

/**
 * The bits of a string as it is now, the highest of its first byte first; endless, with zeros
 * behind its end. To be read before the string changes.
 */
record Bits(byte[] bytes, int length) {

    private static final Bits NONE = new Bits(new byte[0], 0);

    /** Of a string or of null, which has none. */
    static Bits of(StringValue value) {
        return value == null ? NONE : new Bits(value.array(), value.length());
    }

    int octet(long index) {
        return index < length ? bytes[(int) index] & 0xff : 0;
    }

    boolean get(long offset) {
        return (octet(offset >> 3) >> (7 - (offset & 7)) & 1) != 0;
    }

    /** How many bits are set from an offset up to before another. */
    long count(long from, long to) {
        long count = 0;
        long at = from;
        while (at < to && (at & 7) != 0) {
            count += get(at++) ? 1 : 0;
        }
        for (; at + 8 <= to; at += 8) {
            count += Integer.bitCount(octet(at >> 3));
        }
        while (at < to) {
            count += get(at++) ? 1 : 0;
        }
        return count;
    }

    /** The first bit that is set, or clear, from an offset up to before another, or -1. */
    long find(boolean set, long from, long to) {
        int unwanted = set ? 0 : 0xff;
        long at = from;
        while (at < to) {
            if ((at & 7) == 0 && octet(at >> 3) == unwanted) {
                at += 8;
            } else if (get(at) == set) {
                return at;
            } else {
                at++;
            }
        }
        return -1;
    }
}
