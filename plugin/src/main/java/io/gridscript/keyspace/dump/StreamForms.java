package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.PendingEntry;
import io.gridscript.keyspace.StreamAssembly;
import io.gridscript.keyspace.StreamConsumer;
import io.gridscript.keyspace.StreamGroup;
import io.gridscript.keyspace.StreamId;
import io.gridscript.keyspace.StreamNode;
import io.gridscript.keyspace.StreamValue;
import java.util.Collection;

/**
 * Streams: nodes as listpacks, counters, groups with what is pending and their consumers. Redis 7.0
 * added counters of what was deleted and read, Redis 7.2 when consumers were active.
 */
final class StreamForms {

    private static final int ID_BYTES = 16;

    private StreamForms() {}

    /** The oldest version in which nothing of a stream is lost. */
    static int versionFor(StreamValue stream) {
        for (StreamGroup group : stream.groups()) {
            for (StreamConsumer consumer : group.consumers()) {
                // What readers of the older form assume.
                if (consumer.active() != consumer.seen()) {
                    return RdbVersion.REDIS_7_2;
                }
            }
        }
        return RdbVersion.REDIS_7_0;
    }

    static void write(StreamValue stream, int version, PayloadOutput out) {
        boolean tellsActive = version >= RdbVersion.REDIS_7_2;
        out.type(tellsActive ? Type.STREAM_3 : Type.STREAM_2);
        out.length(stream.nodes().size());
        for (StreamNode node : stream.nodes()) {
            out.octet(ID_BYTES);
            rawId(node.first(), out);
            StreamListpack.write(node, out);
        }
        out.length(stream.length());
        id(stream.last(), out);
        id(stream.first(), out);
        id(stream.mostDeleted(), out);
        out.length(stream.added());
        out.length(stream.groups().size());
        for (StreamGroup group : stream.groups()) {
            writeGroup(group, tellsActive, out);
        }
    }

    private static void writeGroup(StreamGroup group, boolean tellsActive, PayloadOutput out) {
        out.string(group.name());
        id(group.delivered(), out);
        out.length(group.read());
        out.length(group.pendingCount());
        for (PendingEntry pending : group.pendingFrom(StreamId.ZERO)) {
            rawId(pending.id(), out);
            out.littleEndian(pending.delivered(), Long.BYTES);
            out.length(pending.deliveries());
        }
        Collection<StreamConsumer> consumers = group.consumers();
        out.length(consumers.size());
        for (StreamConsumer consumer : consumers) {
            out.string(consumer.name());
            out.littleEndian(consumer.seen(), Long.BYTES);
            if (tellsActive) {
                out.littleEndian(consumer.active(), Long.BYTES);
            }
            out.length(consumer.pendingCount());
            for (PendingEntry pending : consumer.pendingFrom(StreamId.ZERO)) {
                rawId(pending.id(), out);
            }
        }
    }

    private static void id(StreamId id, PayloadOutput out) {
        out.length(id.millis());
        out.length(id.sequence());
    }

    private static void rawId(StreamId id, PayloadOutput out) {
        out.bigEndian(id.millis(), Long.BYTES);
        out.bigEndian(id.sequence(), Long.BYTES);
    }

    static StreamValue read(Type type, PayloadInput in) throws CorruptInput {
        StreamAssembly stream = new StreamAssembly();
        for (long left = in.length(); left != 0; left--) {
            readNode(in, stream);
        }
        stream.endNodes(in.length(), id(in));
        if (type != Type.STREAM) {
            // The first entry's ID, which the entries tell.
            id(in);
            stream.counters(id(in), in.length());
        }
        for (long left = in.length(); left != 0; left--) {
            readGroup(type, in, stream);
        }
        return stream.value();
    }

    private static void readNode(PayloadInput in, StreamAssembly stream) throws CorruptInput {
        byte[] first = in.string();
        if (first.length != ID_BYTES) {
            throw new CorruptInput("a part of a stream without its ID");
        }
        StreamId id = rawId(new PayloadInput(first, 0, ID_BYTES));
        StreamListpack.read(id, in.string(), stream);
    }

    private static void readGroup(Type type, PayloadInput in, StreamAssembly stream)
            throws CorruptInput {
        byte[] name = in.string();
        StreamId delivered = id(in);
        long read = type == Type.STREAM ? stream.readUpTo(delivered) : in.length();
        stream.beginGroup(name, delivered, read);
        for (long left = in.length(); left != 0; left--) {
            stream.addPending(rawId(in), in.littleEndian(Long.BYTES), in.length());
        }
        for (long left = in.length(); left != 0; left--) {
            readConsumer(type, in, stream);
        }
        stream.endGroup();
    }

    private static void readConsumer(Type type, PayloadInput in, StreamAssembly stream)
            throws CorruptInput {
        byte[] name = in.string();
        long seen = in.littleEndian(Long.BYTES);
        long active = type == Type.STREAM_3 ? in.littleEndian(Long.BYTES) : seen;
        stream.beginConsumer(name, seen, active);
        for (long left = in.length(); left != 0; left--) {
            stream.own(rawId(in));
        }
    }

    private static StreamId id(PayloadInput in) throws CorruptInput {
        return new StreamId(in.length(), in.length());
    }

    private static StreamId rawId(PayloadInput in) throws CorruptInput {
        return new StreamId(in.bigEndian(Long.BYTES), in.bigEndian(Long.BYTES));
    }
}
