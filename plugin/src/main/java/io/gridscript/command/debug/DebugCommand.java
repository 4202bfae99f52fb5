package io.gridscript.command.debug;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.DebugSwitches;
import io.gridscript.command.server.Directives;
import io.gridscript.command.server.ServerActivity;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** DEBUG, for test suites; the directive enable-debug-command opens it. */
public final class DebugCommand {

    private static final ErrorReply NOT_ALLOWED =
            ErrorReply.err(
                    "DEBUG command not allowed. If the enable-debug-command option is set to"
                            + " \"local\", you can run it from a local connection, otherwise you"
                            + " need to set this option in the configuration file, and then"
                            + " restart the server.");

    private final Directives directives;
    private final GridInspection grid;
    private final Subcommands subcommands = new Subcommands();

    public DebugCommand(
            Directives directives,
            DebugSwitches switches,
            ServerActivity activity,
            GridInspection grid) {
        this.directives = directives;
        this.grid = grid;
        Answers.addTo(subcommands);
        Digests.addTo(subcommands);
        Population.addTo(subcommands);
        new Reloading(grid).addTo(subcommands);
        new Encodings(directives).addTo(subcommands);
        new Switches(switches, activity).addTo(subcommands);
    }

    public void register(CommandTable table) {
        table.onLong(
                command("debug", -2)
                        .group(CommandGroup.SERVER)
                        .since("1.0.0")
                        .complexity("Depends on subcommand.")
                        .flags(
                                CommandFlag.ADMIN,
                                CommandFlag.NOSCRIPT,
                                CommandFlag.LOADING,
                                CommandFlag.STALE)
                        .systemCommand()
                        .summary("Holds the commands for test suites."),
                this::run);
        table.onGridWith("debug", "grid", this::grid);
    }

    /** Answered by the member that is asked, whoever holds the keyspace. */
    private CompletionStage<Reply> grid(CommandCall call) {
        if (!isAllowed(call)) {
            throw NOT_ALLOWED;
        }
        if (call.count() == 3 && Ascii.is(call.argument(2), "stores")) {
            return grid.scriptStores().thenApply(DebugCommand::bulks);
        }
        if (call.count() == 3 && Ascii.is(call.argument(2), "replica")) {
            return grid.replica().thenApply(text -> reply -> reply.bulk(text));
        }
        throw Subcommands.unknown(call);
    }

    private static Reply bulks(List<String> texts) {
        return reply -> {
            reply.array(texts.size());
            texts.forEach(reply::bulk);
        };
    }

    private void run(CommandCall call, ReplyWriter reply) {
        if (!isAllowed(call)) {
            throw NOT_ALLOWED;
        }
        subcommands.run(call, reply);
    }

    private boolean isAllowed(CommandCall call) {
        return switch (directives.all().get("enable-debug-command")) {
            case "yes" -> true;
            case "local" -> call.connection() != null && isLocal(call.connection().address());
            default -> false;
        };
    }

    private static boolean isLocal(String address) {
        return address.startsWith("127.")
                || address.startsWith("[::1]")
                || address.startsWith("[0:0:0:0:0:0:0:1]")
                || address.startsWith("::1:");
    }
}
