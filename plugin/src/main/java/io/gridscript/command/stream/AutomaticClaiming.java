package io.gridscript.command.stream;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.IntegerArgument;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.PendingEntry;
import io.gridscript.keyspace.StreamConsumer;
import io.gridscript.keyspace.StreamEntry;
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
import java.util.List;

/** XAUTOCLAIM. */
final class AutomaticClaiming {

    private static final ErrorReply INVALID_IDLE =
            ErrorReply.err("Invalid min-idle-time argument for XAUTOCLAIM");
    private static final ErrorReply INVALID_COUNT = ErrorReply.err("COUNT must be > 0");

    private static final long USUAL_COUNT = 100;
    private static final long GREATEST_COUNT = Long.MAX_VALUE / 16;

    /** So many entries are looked at for each that may be claimed. */
    private static final int ATTEMPTS = 10;

    /**
     * What is asked for.
     *
     * @param leastIdle milliseconds that entries have been with their consumers at least
     */
    private record Request(long leastIdle, StreamId start, long count, boolean justIds) {

        static Request parse(byte[][] words) {
            long leastIdle = Math.max(0, RedisNumbers.parseLong(words[4], INVALID_IDLE));
            StreamId start = StreamIds.start(words[5]);
            long count = USUAL_COUNT;
            boolean justIds = false;
            for (int at = 6; at < words.length; at++) {
                if (at + 1 < words.length && Ascii.is(words[at], "count")) {
                    count = IntegerArgument.between(words[++at], 1, GREATEST_COUNT, INVALID_COUNT);
                } else if (Ascii.is(words[at], "justid")) {
                    justIds = true;
                } else {
                    throw ErrorReply.SYNTAX;
                }
            }
            return new Request(leastIdle, start, count, justIds);
        }
    }

    private AutomaticClaiming() {}

    static void register(CommandTable table) {
        table.onKeyspace(xautoclaim(), AutomaticClaiming::claim);
    }

    private static void claim(CommandCall call, ReplyWriter reply) {
        Entry found = call.database().find(call.argument(1));
        Request request = Request.parse(call.arguments());
        StreamValue stream = found == null ? null : Database.cast(found, StreamValue.class);
        StreamGroup group = Groups.of(stream, call);
        boolean isNew = group.consumer(call.argument(3)) == null;
        StreamConsumer consumer = Groups.asking(call, call.argument(1), group, call.argument(3));
        Sweep sweep = new Sweep(stream, group, consumer, request, call.now());
        sweep.over(candidates(group, request));
        if (!sweep.claims.isEmpty()) {
            group.saw(consumer, consumer.seen(), call.now());
        }
        sweep.writeTo(reply);
        if (call.isPropagated()) {
            GroupPropagation.of(call)
                    .changed(
                            group,
                            sweep.changed,
                            isNew && sweep.claims.isEmpty() ? consumer : null);
        }
    }

    /** What may be looked at, and one more; not touched by what is done to the group. */
    private static List<PendingEntry> candidates(StreamGroup group, Request request) {
        long most = Math.min(request.count * ATTEMPTS, Integer.MAX_VALUE - 1) + 1;
        return group.pendingFrom(request.start).stream().limit(most).toList();
    }

    /** Goes over pending entries, and claims those that have been idle for long enough. */
    private static final class Sweep {

        private final StreamValue stream;
        private final StreamGroup group;
        private final StreamConsumer consumer;
        private final Request request;
        private final long now;
        private final List<PendingEntry> changed = new ArrayList<>();
        private final List<StreamId> deleted = new ArrayList<>();
        private final Claims claims;

        /** Where the next sweep is to begin; zero when nothing is left. */
        private StreamId next = StreamId.ZERO;

        Sweep(
                StreamValue stream,
                StreamGroup group,
                StreamConsumer consumer,
                Request request,
                long now) {
            this.stream = stream;
            this.group = group;
            this.consumer = consumer;
            this.request = request;
            this.now = now;
            claims = new Claims(request.justIds);
        }

        void over(List<PendingEntry> candidates) {
            long left = request.count;
            long attempts = request.count * ATTEMPTS;
            for (PendingEntry pending : candidates) {
                if (attempts-- == 0 || left == 0) {
                    next = pending.id();
                    return;
                }
                StreamEntry entry = stream.get(pending.id());
                if (entry == null) {
                    forget(pending);
                    left--;
                } else if (Claiming.isIdle(pending, request.leastIdle, now)) {
                    claim(pending, entry);
                    left--;
                }
            }
        }

        /** An entry that was deleted from the stream is pending no longer. */
        private void forget(PendingEntry pending) {
            group.remove(pending);
            changed.add(pending);
            deleted.add(pending.id());
        }

        private void claim(PendingEntry pending, StreamEntry entry) {
            long deliveries = pending.deliveries() + (request.justIds ? 0 : 1);
            group.deliver(pending.id(), consumer, now, deliveries);
            claims.add(pending.id(), entry);
            changed.add(group.pending(pending.id()));
        }

        void writeTo(ReplyWriter reply) {
            reply.array(3);
            reply.bulk(next.text());
            claims.writeTo(reply);
            reply.array(deleted.size());
            for (StreamId id : deleted) {
                reply.bulk(id.text());
            }
        }
    }

    private static CommandSpec.Builder xautoclaim() {
        return StreamSpecs.of("xautoclaim", -6, RW, DELETE)
                .since("6.2.0")
                .complexity("O(1) for a small COUNT")
                .summary("Gives entries that have been pending for long to a consumer.")
                .flags(WRITE, FAST)
                .tips(StreamSpecs.RANDOM_OUTPUT)
                .changed("7.0.0", "Tells which entries were deleted and aren't pending any more.")
                .arguments(
                        StreamSpecs.KEY,
                        StreamSpecs.GROUP,
                        StreamSpecs.CONSUMER,
                        Argument.string("min-idle-time"),
                        Argument.string("start"),
                        StreamSpecs.COUNT,
                        StreamSpecs.JUST_ID);
    }
}
