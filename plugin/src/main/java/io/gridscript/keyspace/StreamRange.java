package io.gridscript.keyspace;

import java.util.function.Consumer;

/** The entries of a stream from an ID to another, as long as it doesn't change. */
public final class StreamRange {

    private final StreamValue stream;
    private final StreamId from;
    private final StreamId to;

    StreamRange(StreamValue stream, StreamId from, StreamId to) {
        this.stream = stream;
        this.from = from;
        this.to = to;
    }

    /**
     * How many entries there are.
     *
     * @param most so many are counted
     */
    public int count(int most) {
        int count = 0;
        for (StreamNode node : stream.nodes.from(from)) {
            if (count >= most || node.first().isAfter(to)) {
                break;
            }
            count += countIn(node);
        }
        return Math.min(count, most);
    }

    private int countIn(StreamNode node) {
        int begin = beginIn(node);
        int end = endIn(node);
        if (begin == 0 && end == node.slots()) {
            return node.size();
        }
        int count = 0;
        for (int slot = begin; slot < end; slot++) {
            count += node.isDeleted(slot) ? 0 : 1;
        }
        return count;
    }

    /** Visits entries, the first first, so many at most. The visitor must not change the stream. */
    public void ascend(int most, Consumer<? super StreamEntry> visitor) {
        int left = most;
        for (StreamNode node : stream.nodes.from(from)) {
            if (left == 0 || node.first().isAfter(to)) {
                return;
            }
            int end = endIn(node);
            for (int slot = beginIn(node); slot < end && left > 0; slot++) {
                if (!node.isDeleted(slot)) {
                    visitor.accept(node.entry(slot));
                    left--;
                }
            }
        }
    }

    /** As {@link #ascend}, the last first. */
    public void descend(int most, Consumer<? super StreamEntry> visitor) {
        int left = most;
        for (StreamNode node : stream.nodes.backFrom(to)) {
            int begin = beginIn(node);
            for (int slot = endIn(node) - 1; slot >= begin && left > 0; slot--) {
                if (!node.isDeleted(slot)) {
                    visitor.accept(node.entry(slot));
                    left--;
                }
            }
            if (left == 0 || !node.first().isAfter(from)) {
                return;
            }
        }
    }

    /** The first entry, or null. */
    public StreamEntry first() {
        StreamEntry[] found = {null};
        ascend(1, entry -> found[0] = entry);
        return found[0];
    }

    /** The last entry, or null. */
    public StreamEntry last() {
        StreamEntry[] found = {null};
        descend(1, entry -> found[0] = entry);
        return found[0];
    }

    private int beginIn(StreamNode node) {
        return from.isAfter(node.first()) ? node.slotOf(from) : 0;
    }

    /** The slot after the last. */
    private int endIn(StreamNode node) {
        StreamId lastOfNode = node.entry(node.slots() - 1).id();
        return lastOfNode.isAfter(to) ? node.slotOf(to.next()) : node.slots();
    }
}
