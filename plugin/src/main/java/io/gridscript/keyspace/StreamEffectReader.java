package io.gridscript.keyspace;

import java.util.List;

/** Applies the effects on streams for {@link EffectReader}. */
final class StreamEffectReader {

    private StreamEffectReader() {}

    /** Those on entries and on whole groups. */
    static void apply(EffectKind kind, Value value, WireInput in) throws CorruptInput {
        StreamValue stream = stream(value);
        switch (kind) {
            case STREAM_ENTRY_APPENDED -> append(stream, in);
            case STREAM_ENTRY_DELETED ->
                    check(stream.delete(StreamId.read(in)), "an entry that isn't there");
            case STREAM_TRIMMED -> trim(stream, in);
            case STREAM_RENUMBERED ->
                    stream.renumber(StreamId.read(in), in.signed(), StreamId.read(in));
            case GROUP_ADDED -> addGroup(stream, in);
            default -> stream.removeGroup(group(stream, in));
        }
    }

    private static void append(StreamValue stream, WireInput in) throws CorruptInput {
        StreamId id = StreamId.read(in);
        boolean inNewNode = in.octet() != 0;
        check(id.isAfter(stream.last()), "an entry that isn't the last");
        check(inNewNode || !stream.nodes.isEmpty(), "an entry beside others that aren't there");
        byte[][] pairs = new byte[in.length()][];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = in.string();
        }
        stream.append(id, pairs, inNewNode);
    }

    private static void trim(StreamValue stream, WireInput in) throws CorruptInput {
        int whole = in.number(stream.nodes.size());
        int slots = in.number(Integer.MAX_VALUE);
        check(slots == 0 || whole < stream.nodes.size(), "entries trimmed that aren't there");
        stream.trim(whole, slots);
    }

    private static void addGroup(StreamValue stream, WireInput in) throws CorruptInput {
        byte[] name = in.string();
        check(stream.group(name) == null, "a group that is there already");
        stream.addGroup(name, StreamId.read(in), in.signed());
    }

    /** Those on what belongs to a group. */
    static void applyToGroup(EffectKind kind, Value value, WireInput in) throws CorruptInput {
        StreamGroup group = group(stream(value), in);
        switch (kind) {
            case GROUP_MOVED -> group.moveTo(StreamId.read(in), in.signed());
            case CONSUMER_ADDED -> {
                byte[] name = in.string();
                check(group.consumer(name) == null, "a consumer that is there already");
                group.addConsumer(name, in.signed());
            }
            case CONSUMER_REMOVED -> group.removeConsumer(consumer(group, in));
            case CONSUMER_SEEN -> group.saw(consumer(group, in), in.signed(), in.signed());
            case PENDING_PUT ->
                    group.deliver(StreamId.read(in), consumer(group, in), in.signed(), in.signed());
            case ENTRIES_DELIVERED -> deliver(group, in);
            default -> {
                PendingEntry entry = group.pending(StreamId.read(in));
                check(entry != null, "an entry that isn't pending");
                group.remove(entry);
            }
        }
    }

    private static void deliver(StreamGroup group, WireInput in) throws CorruptInput {
        StreamConsumer consumer = consumer(group, in);
        long when = in.signed();
        long read = in.signed();
        boolean pends = in.octet() != 0;
        StreamId[] ids = new StreamId[in.length()];
        check(ids.length > 0, "nothing delivered");
        long millis = 0;
        for (int i = 0; i < ids.length; i++) {
            millis += in.number();
            ids[i] = new StreamId(millis, in.number());
        }
        group.deliverNew(List.of(ids), consumer, when, read, pends);
    }

    private static StreamValue stream(Value value) throws CorruptInput {
        if (value instanceof StreamValue stream) {
            return stream;
        }
        throw new CorruptInput("a change of a stream that isn't one");
    }

    private static StreamGroup group(StreamValue stream, WireInput in) throws CorruptInput {
        StreamGroup group = stream.group(in.string());
        check(group != null, "a group that isn't there");
        return group;
    }

    private static StreamConsumer consumer(StreamGroup group, WireInput in) throws CorruptInput {
        StreamConsumer consumer = group.consumer(in.string());
        check(consumer != null, "a consumer that isn't there");
        return consumer;
    }

    private static void check(boolean fits, String fault) throws CorruptInput {
        if (!fits) {
            throw new CorruptInput(fault);
        }
    }
}
