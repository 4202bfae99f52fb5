package io.gridscript.command.server;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;

/** DBSIZE, FLUSHDB and FLUSHALL. */
public final class DatabaseCommands {

    public void register(CommandTable table) {
        table.onKeyspace(
                command("dbsize", 1)
                        .group(CommandGroup.SERVER)
                        .since("1.0.0")
                        .complexity("O(1)")
                        .flags(CommandFlag.READONLY, CommandFlag.FAST)
                        .categories(AclCategory.KEYSPACE)
                        .tips("request_policy:all_shards", "response_policy:agg_sum")
                        .summary("Counts the keys of the selected database."),
                (call, reply) -> reply.integer(call.database().size()));
        table.onKeyspace(
                flush("flushdb")
                        .complexity("O(1); memory is freed later, N keys in O(N)")
                        .summary("Removes all keys of the selected database."),
                (call, reply) -> {
                    checkMode(call);
                    call.database().clear();
                    propagate(call);
                    reply.ok();
                });
        table.onKeyspace(
                flush("flushall")
                        .complexity("O(1); memory is freed later, N keys in O(N)")
                        .summary("Removes all keys of all databases."),
                (call, reply) -> {
                    checkMode(call);
                    call.keyspace().clear();
                    propagate(call);
                    reply.ok();
                });
    }

    /** Also when nothing was there, as Redis does. */
    private static void propagate(CommandCall call) {
        if (call.isPropagated()) {
            call.propagate(call.arguments());
        }
    }

    private static CommandSpec.Builder flush(String name) {
        return command(name, -1)
                .group(CommandGroup.SERVER)
                .since("1.0.0")
                .flags(CommandFlag.WRITE)
                .categories(AclCategory.KEYSPACE, AclCategory.DANGEROUS)
                .tips("request_policy:all_shards", "response_policy:all_succeeded")
                .changed("4.0.0", "`ASYNC` leaves the freeing of memory to the background.")
                .changed("6.2.0", "`SYNC` asks for what is the default.")
                .arguments(
                        Argument.oneOf(
                                        "flush-type",
                                        Argument.token("async", "ASYNC").since("4.0.0"),
                                        Argument.token("sync", "SYNC").since("6.2.0"))
                                .asOptional());
    }

    /**
     * Both modes do the same: emptying takes the maps away at once, and freeing what was in them is
     * always the garbage collector's background work.
     */
    private static void checkMode(CommandCall call) {
        boolean known =
                call.count() == 1
                        || call.count() == 2
                                && (Ascii.is(call.argument(1), "sync")
                                        || Ascii.is(call.argument(1), "async"));
        if (!known) {
            throw ErrorReply.SYNTAX;
        }
    }
}
