package io.gridscript.command.stream;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.RW;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.PendingEntry;
import io.gridscript.keyspace.StreamGroup;
import io.gridscript.keyspace.StreamId;
import io.gridscript.keyspace.StreamValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;

/** XACK. */
final class Acknowledging {

    private Acknowledging() {}

    static void register(CommandTable table) {
        table.onKeyspace(xack(), Acknowledging::acknowledge);
    }

    private static void acknowledge(CommandCall call, ReplyWriter reply) {
        StreamValue stream = call.database().find(call.argument(1), StreamValue.class);
        StreamGroup group = stream == null ? null : stream.group(call.argument(2));
        if (group == null) {
            reply.integer(0);
            return;
        }
        int acknowledged = 0;
        for (StreamId id : Removal.ids(call.arguments(), 3)) {
            PendingEntry pending = group.pending(id);
            if (pending != null) {
                group.remove(pending);
                acknowledged++;
            }
        }
        reply.integer(acknowledged);
    }

    private static CommandSpec.Builder xack() {
        return StreamSpecs.of("xack", -4, RW, UPDATE)
                .complexity("O(1) for each ID")
                .summary("Says that entries are done with, and tells how many were pending.")
                .flags(WRITE, FAST)
                .arguments(StreamSpecs.KEY, StreamSpecs.GROUP, StreamSpecs.IDS);
    }
}
