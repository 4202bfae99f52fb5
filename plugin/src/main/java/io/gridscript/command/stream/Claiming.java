package io.gridscript.command.stream;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.RW;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.PendingEntry;
import io.gridscript.keyspace.StreamConsumer;
import io.gridscript.keyspace.StreamEntry;
import io.gridscript.keyspace.StreamGroup;
import io.gridscript.keyspace.StreamId;
import io.gridscript.keyspace.StreamValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import java.util.ArrayList;
import java.util.List;

/** XCLAIM. */
final class Claiming {

    private Claiming() {}

    static void register(CommandTable table) {
        table.onKeyspace(xclaim(), Claiming::claim);
    }

    private static void claim(CommandCall call, ReplyWriter reply) {
        StreamValue stream = call.database().find(call.argument(1), StreamValue.class);
        StreamGroup group = Groups.of(stream, call);
        ClaimRequest request = ClaimRequest.parse(call.arguments(), call.now());
        boolean moves = request.last().isAfter(group.delivered());
        if (moves) {
            group.moveTo(request.last(), group.read());
        }
        boolean isNew = group.consumer(call.argument(3)) == null;
        StreamConsumer consumer = Groups.asking(call, call.argument(1), group, call.argument(3));
        Claims claims = new Claims(request.justIds());
        List<PendingEntry> changed = new ArrayList<>();
        for (StreamId id : request.ids()) {
            StreamEntry entry = stream.get(id);
            PendingEntry former = group.pending(id);
            if (claim(group, consumer, id, entry, request, call.now())) {
                claims.add(id, entry);
                changed.add(group.pending(id));
            } else if (former != null && entry == null) {
                changed.add(former);
            }
        }
        if (!claims.isEmpty()) {
            group.saw(consumer, consumer.seen(), call.now());
        }
        claims.writeTo(reply);
        if (call.isPropagated()) {
            GroupPropagation propagation = GroupPropagation.of(call);
            propagation.changed(group, changed, isNew && claims.isEmpty() ? consumer : null);
            if (moves && changed.isEmpty()) {
                propagation.moved(group);
            }
        }
    }

    /**
     * Gives one entry to the consumer; whether it was given.
     *
     * @param entry null when it was deleted: then it isn't pending any more
     */
    private static boolean claim(
            StreamGroup group,
            StreamConsumer consumer,
            StreamId id,
            StreamEntry entry,
            ClaimRequest request,
            long now) {
        PendingEntry pending = group.pending(id);
        if (pending == null && (entry == null || !request.forced())) {
            return false;
        }
        if (entry == null) {
            group.remove(pending);
            return false;
        }
        if (pending != null && !isIdle(pending, request.leastIdle(), now)) {
            return false;
        }
        long deliveries = pending == null ? 1 : pending.deliveries();
        if (request.deliveries() >= 0) {
            deliveries = request.deliveries();
        } else if (!request.justIds()) {
            deliveries++;
        }
        group.deliver(id, consumer, request.delivered(), deliveries);
        return true;
    }

    /** Whether an entry has been with its consumer for so many milliseconds. */
    static boolean isIdle(PendingEntry pending, long leastIdle, long now) {
        return leastIdle == 0 || now - pending.delivered() >= leastIdle;
    }

    private static CommandSpec.Builder xclaim() {
        return StreamSpecs.of("xclaim", -6, RW, UPDATE)
                .complexity("O(log(N)) for each ID with N pending entries")
                .summary("Gives pending entries to another consumer of their group.")
                .flags(WRITE, FAST)
                .tips(StreamSpecs.RANDOM_OUTPUT)
                .arguments(
                        StreamSpecs.KEY,
                        StreamSpecs.GROUP,
                        StreamSpecs.CONSUMER,
                        Argument.string("min-idle-time"),
                        StreamSpecs.IDS,
                        Argument.integer("ms").after("IDLE").asOptional(),
                        Argument.unixTime("unix-time-milliseconds").after("TIME").asOptional(),
                        Argument.integer("count").after("RETRYCOUNT").asOptional(),
                        Argument.token("force", "FORCE").asOptional(),
                        StreamSpecs.JUST_ID,
                        Argument.string("lastid").after("LASTID").asOptional());
    }
}
