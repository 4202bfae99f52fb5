package io.gridscript.command.generic;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.RM;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Database;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;

/** DEL and UNLINK: the same here, because the heap frees what nobody reaches any more. */
final class Deletion {

    private Deletion() {}

    static void register(CommandTable table) {
        table.onKeyspace(del(), Deletion::delete);
        table.onKeyspace(unlink(), Deletion::delete);
    }

    private static void delete(CommandCall call, ReplyWriter reply) {
        Database database = call.database();
        int deleted = 0;
        for (int i = 1; i < call.count(); i++) {
            if (database.delete(call.argument(i))) {
                deleted++;
            }
        }
        reply.integer(deleted);
    }

    private static CommandSpec.Builder del() {
        return GenericSpecs.ofKeys("del", RM, DELETE)
                .since("1.0.0")
                .complexity("O(N) for N keys")
                .summary("Removes keys and tells how many of them there were.")
                .flags(WRITE);
    }

    private static CommandSpec.Builder unlink() {
        return GenericSpecs.ofKeys("unlink", RM, DELETE)
                .since("4.0.0")
                .complexity("O(N) for N keys, whatever they hold")
                .summary("Removes keys at once and leaves freeing their memory for later.")
                .flags(WRITE, FAST);
    }
}
