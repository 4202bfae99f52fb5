package io.gridscript.command.stream;

import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.PendingEntry;
import io.gridscript.keyspace.StreamConsumer;
import io.gridscript.keyspace.StreamGroup;
import io.gridscript.keyspace.StreamId;
import io.gridscript.keyspace.StreamValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** XPENDING. */
final class PendingListing {

    private PendingListing() {}

    static void register(CommandTable table) {
        table.onKeyspace(xpending(), PendingListing::tell);
    }

    private static void tell(CommandCall call, ReplyWriter reply) {
        int words = call.count();
        if (words != 3 && (words < 6 || words > 9)) {
            throw ErrorReply.SYNTAX;
        }
        Filter filter = words == 3 ? null : Filter.parse(call.arguments());
        StreamValue stream = call.database().find(call.argument(1), StreamValue.class);
        StreamGroup group = Groups.of(stream, call);
        if (filter == null) {
            summarize(group, reply);
        } else {
            list(group, filter, call.now(), reply);
        }
    }

    private static void summarize(StreamGroup group, ReplyWriter reply) {
        reply.array(4);
        reply.integer(group.pendingCount());
        if (group.pendingCount() == 0) {
            reply.nil();
            reply.nil();
            reply.nilArray();
            return;
        }
        reply.bulk(group.firstPending().text());
        reply.bulk(group.lastPending().text());
        List<StreamConsumer> consumers =
                group.consumers().stream().filter(each -> each.pendingCount() > 0).toList();
        reply.array(consumers.size());
        for (StreamConsumer consumer : consumers) {
            reply.array(2);
            reply.bulk(consumer.name());
            reply.bulk(RedisNumbers.bytes(consumer.pendingCount()));
        }
    }

    private static void list(StreamGroup group, Filter filter, long now, ReplyWriter reply) {
        List<PendingEntry> entries = new ArrayList<>();
        for (PendingEntry entry : candidates(group, filter)) {
            if (entries.size() >= filter.count || entry.id().isAfter(filter.to)) {
                break;
            }
            if (filter.leastIdle == 0 || now - entry.delivered() >= filter.leastIdle) {
                entries.add(entry);
            }
        }
        reply.array(entries.size());
        for (PendingEntry entry : entries) {
            reply.array(4);
            reply.bulk(entry.id().text());
            reply.bulk(entry.consumer().name());
            reply.integer(Math.max(0, now - entry.delivered()));
            reply.integer(entry.deliveries());
        }
    }

    private static Collection<PendingEntry> candidates(StreamGroup group, Filter filter) {
        if (filter.consumer == null) {
            return group.pendingFrom(filter.from);
        }
        StreamConsumer consumer = group.consumer(filter.consumer);
        return consumer == null ? List.of() : consumer.pendingFrom(filter.from);
    }

    /**
     * Which entries are asked for.
     *
     * @param leastIdle milliseconds since they were delivered
     * @param consumer whose they are, or null for everybody's
     */
    private record Filter(long leastIdle, StreamId from, StreamId to, long count, byte[] consumer) {

        static Filter parse(byte[][] words) {
            int at = 3;
            long leastIdle = 0;
            if (Ascii.is(words[3], "idle")) {
                leastIdle = RedisNumbers.parseLong(words[4]);
                if (words.length < 8) {
                    throw ErrorReply.SYNTAX;
                }
                at += 2;
            }
            long count = RedisNumbers.parseLong(words[at + 2]);
            StreamId from = StreamIds.start(words[at]);
            StreamId to = StreamIds.end(words[at + 1]);
            byte[] consumer = at + 3 < words.length ? words[at + 3] : null;
            return new Filter(leastIdle, from, to, count, consumer);
        }
    }

    private static CommandSpec.Builder xpending() {
        return StreamSpecs.of("xpending", -3, RO, ACCESS)
                .complexity("O(N) for N entries looked at")
                .summary("Tells what is pending in a group.")
                .flags(READONLY)
                .tips(StreamSpecs.RANDOM_OUTPUT)
                .changed("6.2.0", "IDLE; bounds can be excluded.")
                .arguments(
                        StreamSpecs.KEY,
                        StreamSpecs.GROUP,
                        Argument.block(
                                        "filters",
                                        Argument.integer("min-idle-time")
                                                .after("IDLE")
                                                .asOptional()
                                                .since("6.2.0"),
                                        Argument.string("start"),
                                        Argument.string("end"),
                                        Argument.integer("count"),
                                        StreamSpecs.CONSUMER.asOptional())
                                .asOptional());
    }
}
