package io.gridscript.keyspace;

import java.util.Collections;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * A stream in pieces: its nodes, then each group, behind it its consumers, behind each what it has
 * pending.
 */
final class StreamElements {

    private static final int NODE = 0;
    private static final int GROUP = 1;
    private static final int CONSUMER = 2;
    private static final int PENDING = 3;

    private StreamElements() {}

    static void writeHead(StreamValue stream, WireOutput out) {
        out.octet(ValueKind.STREAM.ordinal());
        stream.counters().writeTo(out);
        int count = stream.nodes.size();
        for (StreamGroup group : stream.groups()) {
            count += 1 + group.consumers.size() + group.pendingCount();
        }
        out.number(count);
    }

    static Iterator<byte[]> of(StreamValue stream) {
        Stream<byte[]> nodes = stream.nodes.all().stream().map(StreamElements::element);
        if (stream.groups.isEmpty()) {
            return stream.nodes.isEmpty() ? Collections.emptyIterator() : nodes.iterator();
        }
        return Stream.concat(nodes, stream.groups().stream().flatMap(StreamElements::elements))
                .iterator();
    }

    private static Stream<byte[]> elements(StreamGroup group) {
        return Stream.concat(
                Stream.of(element(group)),
                group.consumers().stream().flatMap(StreamElements::elements));
    }

    private static Stream<byte[]> elements(StreamConsumer consumer) {
        return Stream.concat(
                Stream.of(element(consumer)),
                consumer.pending.values().stream().map(StreamElements::element));
    }

    private static byte[] element(StreamNode node) {
        WireOutput out = begin(NODE);
        node.writeTo(out);
        return out.toBytes();
    }

    private static byte[] element(StreamGroup group) {
        WireOutput out = begin(GROUP);
        out.string(group.name());
        group.delivered.writeTo(out);
        out.signed(group.read);
        return out.toBytes();
    }

    private static byte[] element(StreamConsumer consumer) {
        WireOutput out = begin(CONSUMER);
        out.string(consumer.name());
        out.signed(consumer.seen);
        out.signed(consumer.active);
        return out.toBytes();
    }

    private static byte[] element(PendingEntry entry) {
        WireOutput out = begin(PENDING);
        entry.id().writeTo(out);
        out.signed(entry.delivered);
        out.signed(entry.deliveries);
        return out.toBytes();
    }

    private static WireOutput begin(int piece) {
        WireOutput out = new WireOutput();
        out.octet(piece);
        return out;
    }

    /** Reads what follows the kind. */
    static ValueBuilder builder(WireInput in) throws CorruptInput {
        StreamValue stream = new StreamValue();
        stream.counters(StreamCounters.read(in));
        return new Builder(stream, in.number(Integer.MAX_VALUE));
    }

    private static final class Builder extends ValueBuilder {

        private final StreamValue stream;
        private StreamGroup group;
        private StreamConsumer consumer;
        private boolean sound = true;
        private int entries;

        Builder(StreamValue stream, int elements) {
            super(elements);
            this.stream = stream;
        }

        @Override
        void take(byte[] element) {
            WireInput in = new WireInput(element);
            try {
                switch (in.octet()) {
                    case NODE -> addNode(in);
                    case GROUP -> addGroup(in);
                    case CONSUMER -> addConsumer(in);
                    default -> addPending(in);
                }
            } catch (CorruptInput fault) {
                sound = false;
            }
        }

        private void addNode(WireInput in) throws CorruptInput {
            StreamNode node = StreamNode.read(in);
            entries += node.size();
            stream.nodes.put(node);
            stream.sizeGrown(node.sizeInBytes());
        }

        private void addGroup(WireInput in) throws CorruptInput {
            group = new StreamGroup(stream, in.string(), StreamId.read(in), in.signed());
            consumer = null;
            stream.groups.put(group.name(), group);
            stream.sizeGrown(group.sizeInBytes());
        }

        private void addConsumer(WireInput in) throws CorruptInput {
            consumer = new StreamConsumer(in.string(), in.signed(), in.signed());
            if (group == null) {
                throw new CorruptInput("a consumer without a group");
            }
            group.consumers.put(consumer.name(), consumer);
            stream.sizeGrown(consumer.sizeInBytes());
        }

        private void addPending(WireInput in) throws CorruptInput {
            if (consumer == null) {
                throw new CorruptInput("a pending entry without a consumer");
            }
            group.put(new PendingEntry(StreamId.read(in), consumer, in.signed(), in.signed()));
            stream.sizeGrown(PendingEntry.SIZE_IN_BYTES);
        }

        @Override
        Value value() throws CorruptInput {
            if (!sound || entries != stream.length()) {
                throw new CorruptInput("a stream with other parts than it says");
            }
            return stream;
        }
    }
}
