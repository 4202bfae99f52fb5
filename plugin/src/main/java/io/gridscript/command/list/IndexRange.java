package io.gridscript.command.list;

import io.gridscript.command.CommandCall;
import io.gridscript.reply.RedisNumbers;

/**
 * The elements from one index to another, both included; below zero they are counted from the end.
 */
record IndexRange(long start, long stop) {

    /** As the third and fourth word of a request tell it. */
    static IndexRange of(CommandCall call) {
        return new IndexRange(
                RedisNumbers.parseLong(call.argument(2)), RedisNumbers.parseLong(call.argument(3)));
    }

    /** Where it begins in a list of that size; beyond the end when it holds nothing. */
    int from(int size) {
        long from = Math.max(0, fromHead(start, size));
        return (int) Math.min(from, size);
    }

    /** How many elements it holds of a list of that size. */
    int count(int size) {
        long last = Math.min(fromHead(stop, size), size - 1L);
        return (int) Math.max(0, last - from(size) + 1);
    }

    /** Counted from the head whatever it was counted from. */
    static long fromHead(long index, int size) {
        return index < 0 ? index + size : index;
    }
}
