package io.gridscript.command.generic;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;

/** EXISTS, TOUCH and TYPE. */
final class Existence {

    private Existence() {}

    static void register(CommandTable table) {
        table.onKeyspace(exists(), Existence::count);
        table.onKeyspace(touch(), Existence::touch);
        table.onKeyspace(type(), Existence::tellType);
    }

    /** A key counts as often as it is named. */
    private static void count(CommandCall call, ReplyWriter reply) {
        Database database = call.database();
        int found = 0;
        for (int i = 1; i < call.count(); i++) {
            if (database.peek(call.argument(i)) != null) {
                found++;
            }
        }
        reply.integer(found);
    }

    private static void touch(CommandCall call, ReplyWriter reply) {
        Database database = call.database();
        int touched = 0;
        for (int i = 1; i < call.count(); i++) {
            if (database.find(call.argument(i)) != null) {
                touched++;
            }
        }
        reply.integer(touched);
    }

    private static void tellType(CommandCall call, ReplyWriter reply) {
        Entry entry = call.database().peek(call.argument(1));
        reply.status(entry == null ? "none" : entry.value().type());
    }

    private static CommandSpec.Builder exists() {
        return GenericSpecs.ofKeys("exists", RO)
                .since("1.0.0")
                .complexity("O(N) for N keys")
                .summary("Counts how many of the named keys there are.")
                .flags(READONLY, FAST)
                .changed("3.0.3", "Takes several keys.");
    }

    private static CommandSpec.Builder touch() {
        return GenericSpecs.ofKeys("touch", RO)
                .since("3.2.1")
                .complexity("O(N) for N keys")
                .summary("Notes an access to keys and counts how many of them there are.")
                .flags(READONLY, FAST);
    }

    private static CommandSpec.Builder type() {
        return GenericSpecs.ofKey("type", 2, RO)
                .since("1.0.0")
                .complexity("O(1)")
                .summary("Names the type of what a key holds.")
                .flags(READONLY, FAST)
                .arguments(GenericSpecs.KEY);
    }
}
