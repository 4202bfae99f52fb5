package io.gridscript.command.hyperloglog;

import static io.gridscript.spec.CommandFlag.MAY_REPLICATE;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** PFCOUNT. */
final class Counting {

    private Counting() {}

    static void register(CommandTable table) {
        table.onKeyspace(pfcount(), Counting::count);
    }

    private static void count(CommandCall call, ReplyWriter reply) {
        if (call.count() > 2) {
            reply.integer(Sketch.estimate(Merging.union(call, new byte[Registers.COUNT])));
            return;
        }
        StringValue value = call.database().find(call.argument(1), StringValue.class);
        reply.integer(value == null ? 0 : cardinality(value));
    }

    /** An estimate is kept with the registers until they change. */
    private static long cardinality(StringValue value) {
        Sketch sketch = Sketch.of(value);
        long known = sketch.knownCardinality();
        if (known >= 0) {
            return known;
        }
        long cardinality = sketch.estimate();
        Sketch.note(value, cardinality);
        return cardinality;
    }

    private static CommandSpec.Builder pfcount() {
        return HyperLogLogCommands.spec(
                        "pfcount",
                        -2,
                        KeySpec.range(1, -1, 1, RW, ACCESS)
                                .withNotes(
                                        "RW because it may change the internal representation of"
                                                + " the key, and propagate to replicas"))
                .complexity("O(1) for one key, O(N) and slower for N keys")
                .summary("Estimates how many elements one or several HyperLogLogs have seen.")
                .flags(READONLY, MAY_REPLICATE)
                .arguments(Argument.key("key").repeated());
    }
}
