package io.gridscript.command.generic;

import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.dump.Dump;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;

/** DUMP. */
final class Dumping {

    private Dumping() {}

    static void register(CommandTable table) {
        table.onKeyspace(spec(), Dumping::dump);
    }

    private static void dump(CommandCall call, ReplyWriter reply) {
        Entry entry = call.database().find(call.argument(1));
        if (entry == null) {
            reply.nil();
        } else {
            reply.bulk(Dump.of(entry.value(), call.keyspace().encodingLimits()));
        }
    }

    private static CommandSpec.Builder spec() {
        return GenericSpecs.ofKey("dump", 2, RO, ACCESS)
                .since("2.6.0")
                .complexity("O(N*M) for a value of N parts that are M bytes long on average")
                .summary("Tells the value of a key in bytes that RESTORE understands.")
                .flags(READONLY)
                .tips(GenericSpecs.RANDOM_OUTPUT)
                .arguments(GenericSpecs.KEY);
    }
}
