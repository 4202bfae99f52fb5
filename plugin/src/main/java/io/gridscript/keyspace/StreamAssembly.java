package io.gridscript.keyspace;

/**
 * Puts a stream together from the parts that a dump tells, in its order: nodes with their entries,
 * counters, groups, what is pending in a group, its consumers, which of that is theirs. Whatever
 * doesn't fit together is {@link CorruptInput}.
 */
public final class StreamAssembly {

    private final StreamValue stream = new StreamValue();
    private StreamNode node;
    private StreamId lastEntry;
    private int length;
    private StreamGroup group;
    private StreamConsumer consumer;

    /** Begins a node after the others. */
    public void beginNode(StreamId first, byte[][] commonFields) throws CorruptInput {
        if (lastEntry != null && !first.isAfter(lastEntry)) {
            throw new CorruptInput("a stream whose parts aren't in order");
        }
        byte[][] pairs = new byte[2 * commonFields.length][];
        for (int i = 0; i < commonFields.length; i++) {
            pairs[2 * i] = commonFields[i];
        }
        node = new StreamNode(first, pairs);
    }

    /**
     * Adds an entry to the node.
     *
     * @param deleted whether it only keeps its place
     * @param pairs its fields and values in turn
     */
    public void addEntry(StreamId id, boolean deleted, byte[][] pairs) throws CorruptInput {
        boolean ordered =
                node.slots() == 0
                        ? !id.isBefore(node.first()) && !id.isZero()
                        : id.isAfter(lastEntry);
        if (!ordered) {
            throw new CorruptInput("entries of a stream that aren't in order");
        }
        node.append(id, pairs);
        lastEntry = id;
        if (deleted) {
            node.delete(node.slots() - 1);
        }
    }

    /** Ends the node; one without entries that are there is nothing. */
    public void endNode() {
        if (node.size() == 0) {
            return;
        }
        node.trimToSize();
        stream.nodes.put(node);
        length += node.size();
        stream.sizeGrown(node.sizeInBytes());
    }

    /** All nodes have come: so many entries there are, and this was the last of them ever. */
    public void endNodes(long entries, StreamId last) throws CorruptInput {
        if (entries != length || lastEntry != null && last.isBefore(lastEntry)) {
            throw new CorruptInput("a stream with other entries than it says");
        }
        stream.counters(
                new StreamCounters(length, length, stream.nodes.firstEntry(), last, StreamId.ZERO));
    }

    /** What is known of the entries that aren't there any more. */
    public void counters(StreamId mostDeleted, long added) {
        stream.counters(stream.counters().renumbered(added, stream.last(), mostDeleted));
    }

    /** How many entries a group had read that is at an ID, as far as can be told. */
    public long readUpTo(StreamId id) {
        return stream.addedUpTo(id);
    }

    /** Begins a group; {@link #endGroup} ends it. */
    public void beginGroup(byte[] name, StreamId delivered, long read) throws CorruptInput {
        group = new StreamGroup(stream, name, delivered, read);
        if (stream.groups.putIfAbsent(name, group) != null) {
            throw new CorruptInput("a stream with a group twice");
        }
    }

    /** Something is pending in the group, of a consumer that is still to come. */
    public void addPending(StreamId id, long delivered, long deliveries) throws CorruptInput {
        PendingEntry pending = new PendingEntry(id, null, delivered, deliveries);
        if (group.pending.putIfAbsent(id, pending) != null) {
            throw new CorruptInput("an entry that is pending twice");
        }
    }

    /** The next consumer of the group; times are Unix milliseconds. */
    public void beginConsumer(byte[] name, long seen, long active) throws CorruptInput {
        consumer = new StreamConsumer(name, seen, active);
        if (group.consumers.putIfAbsent(name, consumer) != null) {
            throw new CorruptInput("a group with a consumer twice");
        }
    }

    /** What is pending of an ID is the consumer's. */
    public void own(StreamId id) throws CorruptInput {
        PendingEntry pending = group.pending.get(id);
        if (pending == null || pending.consumer != null) {
            throw new CorruptInput("a consumer with an entry that isn't pending for it");
        }
        pending.consumer = consumer;
        consumer.pending.put(id, pending);
    }

    /** All of the group has come. */
    public void endGroup() throws CorruptInput {
        for (PendingEntry pending : group.pending.values()) {
            if (pending.consumer == null) {
                throw new CorruptInput("an entry that is pending for nobody");
            }
        }
        stream.sizeGrown(group.sizeInBytes());
    }

    /** The stream, when all has come. */
    public StreamValue value() {
        return stream;
    }
}
