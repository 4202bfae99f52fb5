package io.gridscript.command.server;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;

/**
 * SAVE, BGSAVE, BGREWRITEAOF and LASTSAVE. There are no files: whoever asks for one is refused, so
 * that nobody relies on it.
 */
public final class PersistenceCommands {

    private static final ErrorReply NO_FILES =
            ErrorReply.err("This server writes no files: the grid's backups keep the data");

    private final ServerActivity activity;

    public PersistenceCommands(ServerActivity activity) {
        this.activity = activity;
    }

    public void register(CommandTable table) {
        table.onSession(
                writing("save", 1)
                        .complexity("O(1)")
                        .flags(CommandFlag.NO_MULTI)
                        .summary("Would write a snapshot to a file; always refused."),
                PersistenceCommands::refuse);
        table.onSession(
                writing("bgsave", -1)
                        .complexity("O(1)")
                        .summary("Would write a snapshot in the background; always refused.")
                        .changed("3.2.2", "Added the `SCHEDULE` option.")
                        .arguments(
                                Argument.token("schedule", "SCHEDULE").since("3.2.2").asOptional()),
                PersistenceCommands::refuse);
        table.onSession(
                writing("bgrewriteaof", 1)
                        .complexity("O(1)")
                        .summary("Would shorten a file of commands; always refused."),
                PersistenceCommands::refuse);
        table.onSession(
                command("lastsave", 1)
                        .group(CommandGroup.SERVER)
                        .since("1.0.0")
                        .complexity("O(1)")
                        .flags(CommandFlag.LOADING, CommandFlag.STALE, CommandFlag.FAST)
                        .categories(AclCategory.ADMIN, AclCategory.DANGEROUS)
                        .tips("nondeterministic_output")
                        .summary("Tells the Unix time in seconds at which the member started."),
                this::lastSave);
    }

    private static CommandSpec.Builder writing(String name, int arity) {
        return command(name, arity)
                .group(CommandGroup.SERVER)
                .since("1.0.0")
                .flags(CommandFlag.NO_ASYNC_LOADING, CommandFlag.ADMIN, CommandFlag.NOSCRIPT);
    }

    private static void refuse(CommandCall call, ReplyWriter reply) {
        throw NO_FILES;
    }

    /** As a Redis that has never saved. */
    private void lastSave(CommandCall call, ReplyWriter reply) {
        reply.integer(activity.startedAt() / 1000);
    }
}
