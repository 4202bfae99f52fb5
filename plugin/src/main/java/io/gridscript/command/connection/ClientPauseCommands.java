package io.gridscript.command.connection;

import static io.gridscript.spec.CommandSpec.subcommand;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Pauses;
import io.gridscript.command.TimeoutArgument;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;

/** CLIENT PAUSE and CLIENT UNPAUSE. */
public final class ClientPauseCommands {

    private static final ErrorReply MODE = ErrorReply.err("CLIENT PAUSE mode must be WRITE or ALL");

    private final Pauses pauses;

    public ClientPauseCommands(Pauses pauses) {
        this.pauses = pauses;
    }

    public void register(CommandTable table) {
        table.onSession(
                spec("pause", -3)
                        .since("3.0.0")
                        .complexity("O(1)")
                        .summary("Lets commands of other connections wait.")
                        .changed("6.2.0", "The mode, and with it `WRITE`.")
                        .arguments(
                                Argument.integer("timeout"),
                                Argument.oneOf(
                                                "mode",
                                                Argument.token("write", "WRITE"),
                                                Argument.token("all", "ALL"))
                                        .since("6.2.0")
                                        .asOptional()),
                this::pause);
        table.onSession(
                spec("unpause", 2)
                        .since("6.2.0")
                        .complexity("O(N) for N connections that wait")
                        .summary("Lets connections that were paused go on."),
                (call, reply) -> {
                    pauses.end();
                    reply.ok();
                });
    }

    private static CommandSpec.Builder spec(String name, int arity) {
        return subcommand("client", name, arity)
                .group(CommandGroup.CONNECTION)
                .flags(
                        CommandFlag.ADMIN,
                        CommandFlag.NOSCRIPT,
                        CommandFlag.LOADING,
                        CommandFlag.STALE)
                .categories(AclCategory.CONNECTION);
    }

    private void pause(CommandCall call, ReplyWriter reply) {
        Pauses.Mode mode = Pauses.Mode.ALL;
        if (call.count() > 4) {
            throw CommandTable.subcommandSyntax(call.arguments());
        }
        if (call.count() == 4) {
            mode = mode(call.argument(3));
        }
        pauses.begin(mode, TimeoutArgument.end(call.argument(2)));
        reply.ok();
    }

    private static Pauses.Mode mode(byte[] word) {
        if (Ascii.is(word, "write")) {
            return Pauses.Mode.WRITES;
        }
        if (Ascii.is(word, "all")) {
            return Pauses.Mode.ALL;
        }
        throw MODE;
    }
}
