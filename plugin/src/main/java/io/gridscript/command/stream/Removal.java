package io.gridscript.command.stream;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.StreamId;
import io.gridscript.keyspace.StreamValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;

/** XDEL and XTRIM. A stream stays when it has lost its last entry. */
final class Removal {

    private Removal() {}

    static void register(CommandTable table) {
        table.onKeyspace(xdel(), Removal::delete);
        table.onKeyspace(xtrim(), Removal::trim);
    }

    private static void delete(CommandCall call, ReplyWriter reply) {
        StreamValue stream = call.database().findForWrite(call.argument(1), StreamValue.class);
        if (stream == null) {
            reply.integer(0);
            return;
        }
        StreamId[] ids = ids(call.arguments(), 2);
        int deleted = 0;
        for (StreamId id : ids) {
            if (stream.delete(id)) {
                deleted++;
            }
        }
        if (deleted > 0) {
            call.notifyOf(KeyEvent.XDEL, call.argument(1));
        }
        reply.integer(deleted);
    }

    /** The IDs from a place on; none of them is used before all are read. */
    static StreamId[] ids(byte[][] words, int from) {
        StreamId[] ids = new StreamId[words.length - from];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = StreamIds.strict(words[from + i]);
        }
        return ids;
    }

    private static void trim(CommandCall call, ReplyWriter reply) {
        AddRequest request = AddRequest.ofTrim(call.arguments(), nodeEntries(call));
        StreamValue stream = call.database().findForWrite(call.argument(1), StreamValue.class);
        int removed = stream == null ? 0 : stream.trim(request.trim());
        if (removed > 0) {
            call.notifyOf(KeyEvent.XTRIM, call.argument(1));
        }
        reply.integer(removed);
        if (removed > 0 && call.isPropagated()) {
            call.propagate(request.exactly(call.arguments(), null, stream));
        }
    }

    /** The directive stream-node-max-entries. */
    static int nodeEntries(CommandCall call) {
        return call.keyspace().encodingLimits().streamNodeMaxEntries();
    }

    private static CommandSpec.Builder xdel() {
        return StreamSpecs.of("xdel", -3, RW, DELETE)
                .complexity("O(1) for each entry to delete")
                .summary("Deletes entries of a stream and tells how many there were.")
                .flags(WRITE, FAST)
                .arguments(StreamSpecs.KEY, StreamSpecs.IDS);
    }

    private static CommandSpec.Builder xtrim() {
        return StreamSpecs.of("xtrim", -4, RW, DELETE)
                .complexity("O(N) for N entries to remove")
                .summary("Removes entries at the beginning of a stream.")
                .flags(WRITE)
                .tips(StreamSpecs.RANDOM_OUTPUT)
                .changed("6.2.0", "MINID and LIMIT.")
                .arguments(StreamSpecs.KEY, StreamSpecs.trim());
    }
}
