package io.gridscript.command.persistence;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * SAVE, BGSAVE, BGREWRITEAOF and LASTSAVE. The file is written by the member asked, wherever the
 * keyspace is. There is no file of commands: who asks for one is refused, so that nobody relies on
 * it.
 */
public final class PersistenceCommands {

    private static final ErrorReply NO_COMMAND_FILE =
            ErrorReply.err(
                    "This server keeps no file of commands: the grid's backups keep the data");

    private static final Reply STARTED = reply -> reply.status("Background saving started");
    private static final Reply SCHEDULED = reply -> reply.status("Background saving scheduled");

    private final RdbSaving saving;

    public PersistenceCommands(RdbSaving saving) {
        this.saving = saving;
    }

    public void register(CommandTable table) {
        table.onGrid(
                writing("save", 1)
                        .complexity("O(N) for N keys in all databases")
                        .flags(CommandFlag.NO_MULTI)
                        .summary("Writes all databases to a file and answers then."),
                this::save);
        table.onGrid(
                writing("bgsave", -1)
                        .complexity("O(1)")
                        .summary("Writes all databases to a file in the background.")
                        .changed("3.2.2", "Added the `SCHEDULE` option.")
                        .arguments(
                                Argument.token("schedule", "SCHEDULE").since("3.2.2").asOptional()),
                this::saveInBackground);
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
                        .summary("Tells the Unix time in seconds of the last file."),
                (call, reply) -> reply.integer(saving.savedAt()));
    }

    private static CommandSpec.Builder writing(String name, int arity) {
        return command(name, arity)
                .group(CommandGroup.SERVER)
                .since("1.0.0")
                .flags(CommandFlag.NO_ASYNC_LOADING, CommandFlag.ADMIN, CommandFlag.NOSCRIPT);
    }

    private CompletionStage<Reply> save(CommandCall call) {
        return saving.save().thenApply(none -> ReplyWriter::ok);
    }

    /** In EXEC, which holds the keyspace, it begins afterwards. */
    private CompletionStage<Reply> saveInBackground(CommandCall call) {
        if (call.count() > 2 || call.count() == 2 && !isSchedule(call.argument(1))) {
            throw ErrorReply.SYNTAX;
        }
        CompletionStage<Void> begun = saving.saveInBackground();
        return call.isInTransaction()
                ? CompletableFuture.completedFuture(SCHEDULED)
                : begun.thenApply(none -> STARTED);
    }

    private static boolean isSchedule(byte[] word) {
        return Ascii.lowerCase(word).equals("schedule");
    }

    private static void refuse(CommandCall call, ReplyWriter reply) {
        throw NO_COMMAND_FILE;
    }
}
