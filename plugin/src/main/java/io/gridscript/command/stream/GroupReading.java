package io.gridscript.command.stream;

import static io.gridscript.spec.CommandFlag.BLOCKING;
import static io.gridscript.spec.CommandFlag.WRITE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.KeyWait;
import io.gridscript.keyspace.PendingEntry;
import io.gridscript.keyspace.StreamConsumer;
import io.gridscript.keyspace.StreamEntry;
import io.gridscript.keyspace.StreamGroup;
import io.gridscript.keyspace.StreamId;
import io.gridscript.keyspace.StreamValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import java.util.ArrayList;
import java.util.List;

/** XREADGROUP. */
final class GroupReading {

    private static final ErrorReply LAST = meaningless("$");
    private static final ErrorReply BEFORE_LAST = meaningless("+");

    /** What was read of a stream: entries, and the IDs alone of those that were deleted. */
    private record Part(byte[] key, List<Delivered> entries) {}

    private record Delivered(StreamId id, StreamEntry entry) {}

    private GroupReading() {}

    static void register(CommandTable table) {
        table.onKeyspaceBlocking(xreadgroup(), GroupReading::read);
    }

    private static KeyWait read(CommandCall call, ReplyWriter reply) {
        ReadRequest request = ReadRequest.parse(call, true);
        StreamValue[] streams = new StreamValue[request.streams()];
        StreamId[] after = new StreamId[streams.length];
        for (int i = 0; i < streams.length; i++) {
            streams[i] = stream(call, request, i);
            after[i] = after(request.id(call, i));
        }
        List<Part> parts = new ArrayList<>(streams.length);
        if (call.isPropagated()) {
            call.propagateNothing();
        }
        for (int i = 0; i < streams.length; i++) {
            List<Delivered> entries = read(call, request, i, streams[i], after[i]);
            if (entries != null) {
                parts.add(new Part(request.key(call, i), entries));
            }
        }
        if (parts.isEmpty()) {
            return NothingToRead.inGroups(call, request, reply);
        }
        write(parts, reply);
        return null;
    }

    private static StreamValue stream(CommandCall call, ReadRequest request, int i) {
        byte[] key = request.key(call, i);
        StreamValue stream = call.database().find(key, StreamValue.class);
        if (stream == null || stream.group(request.group()) == null) {
            throw Groups.missingToRead(key, request.group());
        }
        return stream;
    }

    /** The greatest ID stands for what the group hasn't seen. */
    private static StreamId after(byte[] word) {
        if (StreamIds.is(word, '$')) {
            throw LAST;
        }
        if (StreamIds.is(word, '+')) {
            throw BEFORE_LAST;
        }
        return StreamIds.is(word, '>') ? StreamId.MAX : StreamIds.strict(word);
    }

    /** What is read of a stream, or null when it has nothing to tell. */
    private static List<Delivered> read(
            CommandCall call, ReadRequest request, int i, StreamValue stream, StreamId after) {
        StreamGroup group = stream.group(request.group());
        boolean isNew = group.consumer(request.consumer()) == null;
        int most = EntryReply.most(request.count());
        if (after.isMax() && stream.lastPresent().isAfter(group.delivered())) {
            StreamConsumer consumer =
                    Groups.consumer(call, request.key(call, i), group, request.consumer());
            List<Delivered> entries =
                    readNew(stream, group, most, consumer, !request.acknowledged(), call.now());
            if (call.isPropagated()) {
                propagate(call, request, i, group, entries, isNew);
            }
            return entries;
        }
        StreamConsumer consumer =
                Groups.asking(call, request.key(call, i), group, request.consumer());
        if (isNew && call.isPropagated()) {
            propagation(call, request, i).consumerAdded(consumer.name());
        }
        return after.isMax()
                ? null
                : readAgain(stream, group, consumer, after.next(), most, call.now());
    }

    /**
     * Reads what the group hasn't seen, which is one entry at least.
     *
     * @param pends whether the consumer has it pending then
     */
    private static List<Delivered> readNew(
            StreamValue stream,
            StreamGroup group,
            int most,
            StreamConsumer consumer,
            boolean pends,
            long now) {
        List<Delivered> entries = new ArrayList<>();
        List<StreamId> ids = new ArrayList<>();
        ReadCounter counter = new ReadCounter(stream, group);
        stream.range(group.delivered().next(), StreamId.MAX)
                .ascend(
                        most,
                        entry -> {
                            StreamId id = entry.id();
                            counter.moveTo(id);
                            ids.add(id);
                            entries.add(new Delivered(id, entry));
                        });
        group.deliverNew(ids, consumer, now, counter.read(), pends);
        return entries;
    }

    private static void propagate(
            CommandCall call,
            ReadRequest request,
            int i,
            StreamGroup group,
            List<Delivered> entries,
            boolean isNewConsumer) {
        GroupPropagation propagation = propagation(call, request, i);
        if (!request.acknowledged()) {
            entries.forEach(each -> propagation.claimed(group, group.pending(each.id)));
        } else if (isNewConsumer) {
            propagation.consumerAdded(request.consumer());
        }
        propagation.moved(group);
    }

    private static GroupPropagation propagation(CommandCall call, ReadRequest request, int i) {
        return new GroupPropagation(call, request.key(call, i), request.group());
    }

    /** Reads what the consumer has pending. */
    private static List<Delivered> readAgain(
            StreamValue stream,
            StreamGroup group,
            StreamConsumer consumer,
            StreamId from,
            int most,
            long now) {
        List<Delivered> entries = new ArrayList<>();
        for (PendingEntry pending : consumer.pendingFrom(from)) {
            if (entries.size() == most) {
                break;
            }
            StreamEntry entry = stream.get(pending.id());
            entries.add(new Delivered(pending.id(), entry));
            if (entry != null) {
                group.deliver(pending.id(), consumer, now, pending.deliveries() + 1);
            }
        }
        return entries;
    }

    private static void write(List<Part> parts, ReplyWriter reply) {
        Reading.begin(parts.size(), reply);
        for (Part part : parts) {
            Reading.beginStream(part.key, reply);
            reply.array(part.entries.size());
            for (Delivered delivered : part.entries) {
                if (delivered.entry == null) {
                    EntryReply.writeDeleted(delivered.id, reply);
                } else {
                    EntryReply.write(delivered.entry, reply);
                }
            }
        }
    }

    private static ErrorReply meaningless(String id) {
        return ErrorReply.err(
                "The "
                        + id
                        + " ID is meaningless in the context of XREADGROUP: you want to read the"
                        + " history of this consumer by specifying a proper ID, or use the > ID to"
                        + " get new messages. The "
                        + id
                        + " ID would just return an empty result set.");
    }

    private static CommandSpec.Builder xreadgroup() {
        return StreamSpecs.reading("xreadgroup", -7, 4)
                .complexity("O(M) for M entries in the reply, for each stream")
                .summary("Reads the entries of streams that a group has not seen, or reads again.")
                .flags(WRITE, BLOCKING)
                .arguments(
                        Argument.block("group-block", StreamSpecs.GROUP, StreamSpecs.CONSUMER)
                                .after("GROUP"),
                        StreamSpecs.COUNT,
                        StreamSpecs.BLOCK,
                        Argument.token("noack", "NOACK").asOptional(),
                        StreamSpecs.STREAMS);
    }
}
