package io.gridscript.command.connection;

import static io.gridscript.spec.CommandSpec.subcommand;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connection;
import io.gridscript.command.Connections;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.Reply;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * CLIENT UNBLOCK: a connection of the member asked waits for keys no longer, though it may be
 * waiting with another member, which answers then.
 */
final class ClientUnblock {

    private static final ErrorReply WRONG_REASON =
            ErrorReply.err("CLIENT UNBLOCK reason should be TIMEOUT or ERROR");

    private final Connections connections;

    ClientUnblock(Connections connections) {
        this.connections = connections;
    }

    void register(CommandTable table) {
        table.onGrid(spec(), this::unblock);
    }

    private CompletionStage<Reply> unblock(CommandCall call) {
        if (call.count() > 4) {
            throw ErrorReply.err(
                    "unknown subcommand or wrong number of arguments for '"
                            + Ascii.string(call.argument(1))
                            + "'. Try CLIENT HELP.");
        }
        boolean withError = call.count() > 3 && isError(call.argument(3));
        long id = RedisNumbers.parseLong(call.argument(2));
        return find(id, withError).thenApply(ended -> writer -> writer.integer(ended ? 1 : 0));
    }

    private static boolean isError(byte[] reason) {
        if (Ascii.is(reason, "error")) {
            return true;
        }
        if (Ascii.is(reason, "timeout")) {
            return false;
        }
        throw WRONG_REASON;
    }

    private CompletionStage<Boolean> find(long id, boolean withError) {
        for (Connection connection : connections.all()) {
            if (connection.id() == id) {
                return connection.unblock(withError);
            }
        }
        return CompletableFuture.completedFuture(false);
    }

    private static CommandSpec.Builder spec() {
        return subcommand("client", "unblock", -3)
                .group(CommandGroup.CONNECTION)
                .since("5.0.0")
                .complexity("O(log N) where N is the number of client connections")
                .flags(
                        CommandFlag.ADMIN,
                        CommandFlag.NOSCRIPT,
                        CommandFlag.LOADING,
                        CommandFlag.STALE)
                .categories(AclCategory.CONNECTION)
                .summary("Lets a connection wait for keys no longer.")
                .arguments(
                        Argument.integer("client-id"),
                        Argument.oneOf(
                                        "unblock-type",
                                        Argument.token("timeout", "TIMEOUT"),
                                        Argument.token("error", "ERROR"))
                                .asOptional());
    }
}
