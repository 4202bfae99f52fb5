package io.gridscript.command.connection;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connection;
import io.gridscript.command.Connections;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;

/** CLIENT LIST and CLIENT INFO: a line about each connection. */
final class ClientListCommands {

    private static final ErrorReply INVALID_ID = ErrorReply.err("Invalid client ID");

    private final Connections connections;

    ClientListCommands(Connections connections) {
        this.connections = connections;
    }

    void register(CommandTable table) {
        table.onSession(
                ClientCommands.client("info", 2, "6.2.0")
                        .tips("nondeterministic_output")
                        .summary("Tells about the connection."),
                ClientListCommands::info);
        table.onSession(
                ClientCommands.client("list", -2, "2.4.0")
                        .complexity("O(N) for N connections")
                        .flags(CommandFlag.ADMIN)
                        .tips("nondeterministic_output")
                        .summary("Tells about open connections.")
                        .changed("2.8.12", "Each connection has an `id`.")
                        .changed("5.0.0", "`TYPE` chooses connections.")
                        .changed("6.0.0", "The field `user`.")
                        .changed(
                                "6.2.0",
                                "The fields `argv-mem`, `tot-mem`, `laddr` and `redir`; `ID`"
                                        + " chooses connections.")
                        .changed("7.0.0", "The fields `resp`, `multi-mem`, `rbs` and `rbp`.")
                        .changed("7.0.3", "The field `ssub`.")
                        .arguments(
                                Argument.oneOf(
                                                "client-type",
                                                Argument.token("normal", "normal"),
                                                Argument.token("master", "master"),
                                                Argument.token("replica", "replica"),
                                                Argument.token("pubsub", "pubsub"))
                                        .after("TYPE")
                                        .since("5.0.0")
                                        .asOptional(),
                                Argument.integer("client-id")
                                        .after("ID")
                                        .since("6.2.0")
                                        .asOptional()
                                        .repeated()),
                this::list);
    }

    private static void info(CommandCall call, ReplyWriter reply) {
        ClientLine line = new ClientLine(System.currentTimeMillis());
        add(line, call.connection(), call);
        reply.verbatim("txt", line.bytes());
    }

    private void list(CommandCall call, ReplyWriter reply) {
        ClientLine lines = new ClientLine(System.currentTimeMillis());
        if (call.count() == 4 && Ascii.is(call.argument(2), "type")) {
            ClientType type = ClientType.parse(call.argument(3));
            for (Connection connection : connections.all()) {
                if (ClientType.of(connection) == type) {
                    add(lines, connection, call);
                }
            }
        } else if (call.count() > 3 && Ascii.is(call.argument(2), "id")) {
            addThese(lines, call);
        } else if (call.count() == 2) {
            addAll(lines, call);
        } else {
            throw ErrorReply.SYNTAX;
        }
        reply.verbatim("txt", lines.bytes());
    }

    private void addAll(ClientLine lines, CommandCall call) {
        for (Connection connection : connections.all()) {
            add(lines, connection, call);
        }
    }

    /** Those whose ids were given, in that order; ids that nobody has are passed over. */
    private void addThese(ClientLine lines, CommandCall call) {
        for (int i = 3; i < call.count(); i++) {
            long id = RedisNumbers.parseLong(call.argument(i), INVALID_ID);
            for (Connection connection : connections.all()) {
                if (connection.id() == id) {
                    add(lines, connection, call);
                }
            }
        }
    }

    /** The request in progress counts for the connection that asks. */
    private static void add(ClientLine lines, Connection connection, CommandCall call) {
        if (connection.id() == call.client().id()) {
            long arguments = 0;
            for (byte[] argument : call.arguments()) {
                arguments += argument.length;
            }
            String command = call.command().spec().fullName();
            lines.add(connection, command, wireBytes(call.arguments()), arguments);
        } else {
            lines.add(connection, connection.lastCommand(), 0, 0);
        }
    }

    private static long wireBytes(byte[][] request) {
        long bytes = header(request.length);
        for (byte[] argument : request) {
            bytes += header(argument.length) + argument.length + 2;
        }
        return bytes;
    }

    /** Bytes of a type, a number and an end of line. */
    private static int header(int number) {
        return 1 + RedisNumbers.longLength(number) + 2;
    }
}
