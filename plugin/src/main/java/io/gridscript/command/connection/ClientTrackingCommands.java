package io.gridscript.command.connection;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;

/** What CLIENT tells of the tracking of keys: no connection is tracked. */
public final class ClientTrackingCommands {

    private static final ErrorReply UNTRACKED =
            ErrorReply.err(
                    "CLIENT CACHING can be called only when the client is in tracking mode with"
                            + " OPTIN or OPTOUT mode enabled");

    private static final int NOBODY = -1;

    public void register(CommandTable table) {
        table.onSession(
                ClientCommands.client("caching", 3, "6.0.0")
                        .summary("Says whether the keys of the next command are tracked.")
                        .arguments(
                                Argument.oneOf(
                                        "mode",
                                        Argument.token("yes", "YES"),
                                        Argument.token("no", "NO"))),
                (call, reply) -> {
                    throw UNTRACKED;
                });
        table.onSession(
                ClientCommands.client("getredir", 2, "6.0.0")
                        .summary("Tells which connection gets the invalidations of this one."),
                (call, reply) -> reply.integer(NOBODY));
        table.onSession(
                ClientCommands.client("trackinginfo", 2, "6.2.0")
                        .summary("Tells how the keys of the connection are tracked."),
                ClientTrackingCommands::info);
    }

    private static void info(CommandCall call, ReplyWriter reply) {
        reply.map(3);
        reply.bulk("flags");
        reply.set(1);
        reply.bulk("off");
        reply.bulk("redirect");
        reply.integer(NOBODY);
        reply.bulk("prefixes");
        reply.array(0);
    }
}
