package io.gridscript.command.replication;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;

/** REPLICAOF and SLAVEOF: members are masters and stay so. */
final class ReplicaOf {

    private static final ErrorReply ALWAYS_MASTER =
            ErrorReply.err("a member of a grid can't become the replica of another server");

    private ReplicaOf() {}

    static void register(CommandTable table) {
        table.onSession(
                spec("replicaof").since("5.0.0").summary("Lets a member stay a master."),
                ReplicaOf::replicaOf);
        table.onSession(
                spec("slaveof")
                        .since("1.0.0")
                        .deprecated("5.0.0", "`REPLICAOF`")
                        .summary("Lets a member stay a master."),
                ReplicaOf::replicaOf);
    }

    private static CommandSpec.Builder spec(String name) {
        return command(name, 3)
                .group(CommandGroup.SERVER)
                .flags(
                        CommandFlag.ADMIN,
                        CommandFlag.NOSCRIPT,
                        CommandFlag.STALE,
                        CommandFlag.NO_ASYNC_LOADING)
                .arguments(
                        Argument.oneOf(
                                "args",
                                Argument.block(
                                        "host-port",
                                        Argument.string("host"),
                                        Argument.integer("port")),
                                Argument.block(
                                        "no-one",
                                        Argument.token("no", "NO"),
                                        Argument.token("one", "ONE"))));
    }

    private static void replicaOf(CommandCall call, ReplyWriter reply) {
        if (!Ascii.is(call.argument(1), "no") || !Ascii.is(call.argument(2), "one")) {
            throw ALWAYS_MASTER;
        }
        reply.ok();
    }
}
