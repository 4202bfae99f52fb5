package io.gridscript.keyspace;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The nodes in which the entries of a stream lie, by the IDs of the entries that came first in
 * them, as in Redis's radix tree of listpacks.
 */
final class StreamNodes {

    /** Larger nodes aren't made, whatever the directives say. */
    private static final int LARGEST_NODE = 1 << 30;

    private final TreeMap<StreamId, StreamNode> byFirst = new TreeMap<>();

    boolean isEmpty() {
        return byFirst.isEmpty();
    }

    int size() {
        return byFirst.size();
    }

    /** The IDs under which they are found. */
    Collection<StreamId> ids() {
        return byFirst.keySet();
    }

    /** All in the order of IDs. */
    Collection<StreamNode> all() {
        return byFirst.values();
    }

    /** The first of at least one. */
    StreamNode first() {
        return byFirst.firstEntry().getValue();
    }

    /** The last of at least one. */
    StreamNode last() {
        return byFirst.lastEntry().getValue();
    }

    /** The node that has an entry of that ID, if any has; or null. */
    StreamNode around(StreamId id) {
        Map.Entry<StreamId, StreamNode> floor = byFirst.floorEntry(id);
        return floor == null ? null : floor.getValue();
    }

    /** Those that may have entries of that ID and after, in order. */
    Collection<StreamNode> from(StreamId id) {
        StreamId floor = byFirst.floorKey(id);
        return floor == null ? byFirst.values() : byFirst.tailMap(floor, true).values();
    }

    /** Those that may have entries of that ID and before, the last first. */
    Collection<StreamNode> backFrom(StreamId id) {
        return byFirst.headMap(id, true).descendingMap().values();
    }

    /** The ID of the first entry that is there, or zero. */
    StreamId firstEntry() {
        for (StreamNode node : byFirst.values()) {
            for (int slot = 0; slot < node.slots(); slot++) {
                if (!node.isDeleted(slot)) {
                    return node.entry(slot).id();
                }
            }
        }
        return StreamId.ZERO;
    }

    /** Whether the last of at least one takes no further entry. */
    boolean isFull(byte[][] pairs, EncodingLimits limits) {
        StreamNode node = last();
        int bytes = limits.streamNodeMaxBytes();
        int mostBytes = bytes == 0 ? LARGEST_NODE : Math.min(bytes, LARGEST_NODE);
        long size = node.listpackBytes();
        for (byte[] part : pairs) {
            size += part.length;
        }
        int mostEntries = limits.streamNodeMaxEntries();
        return size >= mostBytes || mostEntries != 0 && node.slots() >= mostEntries;
    }

    /** Begins a node for an entry after all others. */
    StreamNode begin(StreamId id, byte[][] pairs) {
        if (!isEmpty()) {
            last().trimToSize();
        }
        StreamNode node = new StreamNode(id, pairs);
        put(node);
        return node;
    }

    void put(StreamNode node) {
        byFirst.put(node.first(), node);
    }

    void remove(StreamNode node) {
        byFirst.remove(node.first());
    }

    /** Takes out the first of at least one. */
    StreamNode takeFirst() {
        return byFirst.pollFirstEntry().getValue();
    }

    void copyTo(StreamNodes other) {
        byFirst.values().forEach(node -> other.put(node.copy()));
    }
}
