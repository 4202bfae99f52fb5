package io.gridscript.command.server;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** TIME and SHUTDOWN. */
public final class ServerCommands {

    private static final ErrorReply NO_SHUTDOWN = ErrorReply.err("No shutdown in progress.");

    /** Its connections close. */
    private static final Reply NO_REPLY = reply -> {};

    private final Shutdown shutdown;

    public ServerCommands(Shutdown shutdown) {
        this.shutdown = shutdown;
    }

    public void register(CommandTable table) {
        table.onSession(
                command("time", 1)
                        .group(CommandGroup.SERVER)
                        .since("2.6.0")
                        .complexity("O(1)")
                        .flags(CommandFlag.LOADING, CommandFlag.STALE, CommandFlag.FAST)
                        .tips("nondeterministic_output")
                        .summary("Tells the time: seconds, and microseconds in them."),
                ServerCommands::time);
        table.onGrid(
                command("shutdown", -1)
                        .group(CommandGroup.SERVER)
                        .since("1.0.0")
                        .complexity("O(N) for N keys that go to other members")
                        .flags(
                                CommandFlag.ADMIN,
                                CommandFlag.NOSCRIPT,
                                CommandFlag.LOADING,
                                CommandFlag.STALE,
                                CommandFlag.NO_MULTI,
                                CommandFlag.ALLOW_BUSY)
                        .summary("Ends the member; what it stored goes to other members.")
                        .changed("7.0.0", "The words `NOW`, `FORCE` and `ABORT`.")
                        .arguments(
                                Argument.oneOf(
                                                "save-selector",
                                                Argument.token("nosave", "NOSAVE"),
                                                Argument.token("save", "SAVE"))
                                        .asOptional(),
                                Argument.token("now", "NOW").since("7.0.0").asOptional(),
                                Argument.token("force", "FORCE").since("7.0.0").asOptional(),
                                Argument.token("abort", "ABORT").since("7.0.0").asOptional()),
                this::shutdown);
    }

    /** In scripts and transactions the clock stands still, as it does for expiry. */
    private static void time(CommandCall call, ReplyWriter reply) {
        long seconds;
        long microseconds;
        if (call.isInScript() || call.isInTransaction()) {
            seconds = call.now() / 1000;
            microseconds = call.now() % 1000 * 1000;
        } else {
            Instant now = Instant.now();
            seconds = now.getEpochSecond();
            microseconds = now.getNano() / 1000;
        }
        reply.array(2);
        reply.bulk(RedisNumbers.bytes(seconds));
        reply.bulk(RedisNumbers.bytes(microseconds));
    }

    private CompletionStage<Reply> shutdown(CommandCall call) {
        boolean save = false;
        boolean noSave = false;
        boolean now = false;
        boolean force = false;
        boolean abort = false;
        for (int i = 1; i < call.count(); i++) {
            switch (Ascii.lowerCase(call.argument(i))) {
                case "save" -> save = true;
                case "nosave" -> noSave = true;
                case "now" -> now = true;
                case "force" -> force = true;
                case "abort" -> abort = true;
                default -> throw ErrorReply.SYNTAX;
            }
        }
        if (save && noSave || abort && (save || noSave || now || force)) {
            throw ErrorReply.SYNTAX;
        }
        if (!abort) {
            return shutdown.begin(save, noSave, force).thenApply(none -> NO_REPLY);
        }
        if (!shutdown.abort()) {
            throw NO_SHUTDOWN;
        }
        return CompletableFuture.completedFuture(ReplyWriter::ok);
    }
}
