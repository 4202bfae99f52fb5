package io.gridscript.command.server;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connection;
import io.gridscript.observe.Monitors;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;

/** MONITOR: a connection is shown the commands that run on this member. */
public final class MonitorCommand {

    private static final ErrorReply IN_TRANSACTION =
            ErrorReply.err("MONITOR isn't allowed for DENY BLOCKING client");

    private final Monitors monitors;

    public MonitorCommand(Monitors monitors) {
        this.monitors = monitors;
    }

    public void register(CommandTable table) {
        table.onSession(
                command("monitor", 1)
                        .group(CommandGroup.SERVER)
                        .since("1.0.0")
                        .flags(
                                CommandFlag.ADMIN,
                                CommandFlag.NOSCRIPT,
                                CommandFlag.LOADING,
                                CommandFlag.STALE)
                        .summary("Shows the connection all commands as they run."),
                this::monitor);
    }

    private void monitor(CommandCall call, ReplyWriter reply) {
        if (call.isInTransaction()) {
            throw IN_TRANSACTION;
        }
        Connection connection = call.connection();
        if (!connection.isMonitor()) {
            connection.monitor(true);
            monitors.add(connection.id(), connection::push);
        }
        reply.ok();
    }
}
