package io.gridscript.command.connection;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connection;
import io.gridscript.command.IntegerArgument;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;

/** PING, ECHO, QUIT, RESET and SELECT. */
public final class ConnectionCommands {

    private static final ErrorReply NO_SUCH_DATABASE = ErrorReply.err("DB index is out of range");

    private static final byte[] NOTHING = {};

    private final int databases;

    /**
     * @param databases how many a keyspace has
     */
    public ConnectionCommands(int databases) {
        this.databases = databases;
    }

    public void register(CommandTable table) {
        table.onSession(
                connection("ping", -1, "1.0.0")
                        .flags(CommandFlag.FAST)
                        .tips("request_policy:all_shards", "response_policy:all_succeeded")
                        .summary("Tells that the server is there.")
                        .arguments(Argument.string("message").asOptional()),
                ConnectionCommands::ping);
        table.onSession(
                connection("echo", 2, "1.0.0")
                        .flags(CommandFlag.LOADING, CommandFlag.STALE, CommandFlag.FAST)
                        .summary("Sends a string back.")
                        .arguments(Argument.string("message")),
                (call, reply) -> reply.bulk(call.argument(1)));
        table.onSession(
                connection("quit", -1, "1.0.0")
                        .flags(ANY_TIME)
                        .deprecated("7.2.0", "just closing the connection")
                        .summary("Ends the connection after the reply."),
                (call, reply) -> {
                    reply.ok();
                    call.connection().closeAfterReply();
                });
        table.onSession(
                connection("reset", 1, "6.2.0")
                        .flags(ANY_TIME)
                        .summary("Makes the connection as it was when it began."),
                (call, reply) -> {
                    call.connection().reset();
                    reply.status("RESET");
                });
        table.onSession(
                connection("select", 2, "1.0.0")
                        .flags(CommandFlag.LOADING, CommandFlag.STALE, CommandFlag.FAST)
                        .summary("Selects the database for the commands that follow.")
                        .arguments(Argument.integer("index")),
                this::select);
    }

    /** Flags of what may come before authentication and while a script keeps others waiting. */
    static final CommandFlag[] ANY_TIME = {
        CommandFlag.ALLOW_BUSY,
        CommandFlag.NOSCRIPT,
        CommandFlag.LOADING,
        CommandFlag.STALE,
        CommandFlag.FAST,
        CommandFlag.NO_AUTH
    };

    static CommandSpec.Builder connection(String name, int arity, String since) {
        return command(name, arity)
                .group(CommandGroup.CONNECTION)
                .since(since)
                .complexity("O(1)")
                .categories(AclCategory.CONNECTION);
    }

    private static void ping(CommandCall call, ReplyWriter reply) {
        if (call.count() > 2) {
            throw CommandTable.wrongNumberOfArguments(call.command().spec());
        }
        if (isSubscriber(call)) {
            reply.array(2);
            reply.bulk("pong");
            reply.bulk(call.count() == 1 ? NOTHING : call.argument(1));
        } else if (call.count() == 1) {
            reply.status("PONG");
        } else {
            reply.bulk(call.argument(1));
        }
    }

    /** In RESP2 it gets a reply that looks like the messages it listens to. */
    private static boolean isSubscriber(CommandCall call) {
        Connection connection = call.connection();
        return connection != null
                && connection.protocol() == 2
                && connection.subscriptions().isAny();
    }

    private void select(CommandCall call, ReplyWriter reply) {
        int index = IntegerArgument.int32(call.argument(1));
        if (index < 0 || index >= databases) {
            throw NO_SUCH_DATABASE;
        }
        call.client().select(index);
        reply.ok();
    }
}
