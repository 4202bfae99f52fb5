package io.gridscript.command.stream;

import io.gridscript.keyspace.StreamId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** How many nodes Redis's radix tree has for some keys, which are IDs of 16 bytes. */
final class RadixTree {

    private static final int KEY_BYTES = 16;

    private RadixTree() {}

    /**
     * Each key has a node where it ends, each place where keys part has one, and so have bytes
     * between two of those, however many.
     *
     * @param keys ascending
     */
    static int nodes(Collection<StreamId> keys) {
        if (keys.isEmpty()) {
            return 1;
        }
        int nodes = 0;
        Deque<Integer> parting = new ArrayDeque<>();
        StreamId before = null;
        for (StreamId key : keys) {
            if (before != null) {
                nodes += add(parting, commonBytes(before, key));
            }
            before = key;
        }
        return nodes + add(parting, -1);
    }

    /**
     * The next key parts from the one before after so many bytes: ends all that lies deeper.
     *
     * @return the nodes that are known now
     */
    private static int add(Deque<Integer> parting, int depth) {
        int nodes = 1;
        int below = KEY_BYTES;
        while (!parting.isEmpty() && parting.peek() > depth) {
            int place = parting.pop();
            nodes += between(place, below) + 1;
            below = place;
        }
        nodes += between(depth, below);
        if (depth >= 0 && (parting.isEmpty() || parting.peek() < depth)) {
            parting.push(depth);
        }
        return nodes;
    }

    /** The first byte after a place where keys part belongs to it. */
    private static int between(int place, int below) {
        return below - place > 1 ? 1 : 0;
    }

    private static int commonBytes(StreamId one, StreamId other) {
        long millis = one.millis() ^ other.millis();
        return millis != 0
                ? Long.numberOfLeadingZeros(millis) / Byte.SIZE
                : Long.BYTES
                        + Long.numberOfLeadingZeros(one.sequence() ^ other.sequence()) / Byte.SIZE;
    }
}
