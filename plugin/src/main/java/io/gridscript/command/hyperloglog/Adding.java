package io.gridscript.command.hyperloglog;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.INSERT;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** PFADD. */
final class Adding {

    private static final int FIRST_ELEMENT = 2;

    private Adding() {}

    static void register(CommandTable table) {
        table.onKeyspace(pfadd(), Adding::add);
    }

    private static void add(CommandCall call, ReplyWriter reply) {
        byte[] key = call.argument(1);
        StringValue value = call.database().findForWrite(key, StringValue.class);
        if (value == null) {
            Sketch sketch = Sketch.empty();
            addElements(call, sketch);
            sketch.outdated();
            call.database().put(key, sketch.toValue());
            reply.integer(1);
            return;
        }
        Sketch sketch = Sketch.of(value);
        boolean raised;
        try {
            raised = addElements(call, sketch);
        } catch (ErrorReply corrupt) {
            // As in Redis, what came before the corrupt place stays.
            sketch.storeTo(value);
            throw corrupt;
        }
        if (raised) {
            sketch.outdated();
            sketch.storeTo(value);
        }
        reply.integer(raised ? 1 : 0);
    }

    private static boolean addElements(CommandCall call, Sketch sketch) {
        long mostSparse = call.keyspace().encodingLimits().hllSparseMaxBytes();
        boolean raised = false;
        for (int i = FIRST_ELEMENT; i < call.count(); i++) {
            raised |= sketch.add(call.argument(i), mostSparse);
        }
        return raised;
    }

    private static CommandSpec.Builder pfadd() {
        return HyperLogLogCommands.spec("pfadd", -2, KeySpec.key(1, RW, INSERT))
                .complexity("O(1) for each element")
                .summary("Lets a HyperLogLog, which it may create, see elements.")
                .flags(WRITE, DENYOOM, FAST)
                .arguments(Argument.key("key"), Argument.string("element").asOptional().repeated());
    }
}
