package io.gridscript.command.bitmap;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;

/**
 * A part of a string as requests have it, both ends included, below zero counted from the end.
 *
 * @param unitBits in what it counts: bytes of 8 bits, or bits
 */
record BitRange(long start, long end, int unitBits) {

    static final BitRange ALL = new BitRange(0, -1, Byte.SIZE);

    /** The range whose start is at a place, and behind it, if need be, its end and unit. */
    static BitRange parse(byte[][] words, int at) {
        long start = RedisNumbers.parseLong(words[at]);
        int unit = at + 2 < words.length ? unit(words[at + 2]) : Byte.SIZE;
        long end = at + 1 < words.length ? RedisNumbers.parseLong(words[at + 1]) : -1;
        return new BitRange(start, end, unit);
    }

    private static int unit(byte[] word) {
        if (Ascii.is(word, "bit")) {
            return 1;
        }
        if (Ascii.is(word, "byte")) {
            return Byte.SIZE;
        }
        throw ErrorReply.SYNTAX;
    }

    /** Where it begins in a string of so many bytes, in bits. */
    long from(int length) {
        return fromStart(start, length) * unitBits;
    }

    /** Where it ends, in bits; what it has last comes before that. */
    long to(int length) {
        long last = Math.min(fromStart(end, length), units(length) - 1);
        return (last + 1) * unitBits;
    }

    /** Whether it is empty though it would not be in a longer string. */
    boolean endsBeforeStart() {
        return start < 0 && end < 0 && start > end;
    }

    private long fromStart(long place, int length) {
        return Math.min(place < 0 ? Math.max(0, units(length) + place) : place, units(length));
    }

    private long units(int length) {
        return (long) length * Byte.SIZE / unitBits;
    }
}
