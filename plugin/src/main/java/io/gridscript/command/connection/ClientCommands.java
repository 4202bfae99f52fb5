package io.gridscript.command.connection;

import static io.gridscript.spec.CommandSpec.command;
import static io.gridscript.spec.CommandSpec.subcommand;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connection;
import io.gridscript.command.Connection.ReplyMode;
import io.gridscript.command.Connections;
import io.gridscript.command.HelpText;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import java.util.function.Consumer;

/** CLIENT and its subcommands. */
public final class ClientCommands {

    private static final HelpText HELP =
            new HelpText(
                    "CACHING (YES|NO)",
                    "    Say whether the keys of the next command are tracked.",
                    "GETREDIR",
                    "    Tell the id of the connection that gets this one's invalidations.",
                    "GETNAME",
                    "    Tell the name of this connection.",
                    "ID",
                    "    Tell the id of this connection.",
                    "INFO",
                    "    Tell about this connection.",
                    "KILL <ip:port>",
                    "    End the connection that comes from there.",
                    "KILL <option> <value> [<option> <value> [...]]",
                    "    End the connections that all options fit. The options are:",
                    "    * ADDR <ip:port>",
                    "      Those that come from there.",
                    "    * LADDR <ip:port>",
                    "      Those that go to there.",
                    "    * TYPE (NORMAL|MASTER|REPLICA|PUBSUB)",
                    "      Those of that type.",
                    "    * USER <username>",
                    "      Those authenticated as that user.",
                    "    * SKIPME (YES|NO)",
                    "      Whether this connection is left out (default: yes).",
                    "    * ID <client-id>",
                    "      The one with that id.",
                    "    * MAXAGE <maxage>",
                    "      Those older than so many seconds.",
                    "LIST [TYPE (NORMAL|MASTER|REPLICA|PUBSUB)] [ID <client-id> ...]",
                    "    Tell about connections.",
                    "NO-EVICT (ON|OFF)",
                    "    Keep this connection when memory gets short.",
                    "NO-TOUCH (ON|OFF)",
                    "    Don't count what this connection does as use of keys.",
                    "PAUSE <timeout> [WRITE|ALL]",
                    "    Let all commands, or those that may write, wait for so many milliseconds.",
                    "UNPAUSE",
                    "    End the pause.",
                    "REPLY (ON|OFF|SKIP)",
                    "    Say whether this connection wants replies.",
                    "SETINFO (LIB-NAME <name>|LIB-VER <version>)",
                    "    Tell the client library's name or version.",
                    "SETNAME <name>",
                    "    Give this connection a name.",
                    "TRACKINGINFO",
                    "    Tell how this connection's keys are tracked.",
                    "UNBLOCK <client-id> [TIMEOUT|ERROR]",
                    "    Let a connection wait for keys no longer.");

    private final Connections connections;

    public ClientCommands(Connections connections) {
        this.connections = connections;
    }

    public void register(CommandTable table) {
        table.container(
                command("client", -2)
                        .group(CommandGroup.CONNECTION)
                        .since("2.4.0")
                        .complexity("Depends on subcommand.")
                        .summary("Holds the commands about connections."));
        registerNames(table);
        new ClientListCommands(connections).register(table);
        registerSwitches(table);
        new ClientUnblock(connections).register(table);
        table.onSession(
                subcommand("client", "help", 2)
                        .group(CommandGroup.CONNECTION)
                        .since("5.0.0")
                        .complexity("O(1)")
                        .flags(CommandFlag.LOADING, CommandFlag.STALE)
                        .categories(AclCategory.CONNECTION)
                        .summary("Tells the subcommands of CLIENT."),
                (call, reply) -> HELP.writeTo(reply, call));
    }

    private static void registerNames(CommandTable table) {
        table.onSession(
                client("id", 2, "5.0.0").summary("Tells the id of the connection."),
                (call, reply) -> reply.integer(call.client().id()));
        table.onSession(
                client("getname", 2, "2.6.9").summary("Tells the name of the connection."),
                ClientCommands::getName);
        table.onSession(
                client("setname", 3, "2.6.9")
                        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                        .summary("Gives the connection a name.")
                        .arguments(Argument.string("connection-name")),
                (call, reply) -> {
                    call.connection().name(ClientNames.checkName(call.argument(2)));
                    reply.ok();
                });
        table.onSession(
                client("setinfo", 4, "7.2.0")
                        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                        .summary("Notes the client library's name or version.")
                        .arguments(
                                Argument.oneOf(
                                        "attr",
                                        Argument.string("libname").after("lib-name"),
                                        Argument.string("libver").after("lib-ver"))),
                ClientCommands::setInfo);
    }

    private static void registerSwitches(CommandTable table) {
        table.onSession(
                client("no-evict", 3, "7.0.0")
                        .flags(CommandFlag.ADMIN)
                        .summary("Keeps the connection when memory gets short.")
                        .arguments(onOrOff()),
                (call, reply) -> flip(call, call.connection()::noEvict, reply));
        table.onSession(
                client("no-touch", 3, "7.2.0")
                        .summary("Says whether the connection's commands count as use of keys.")
                        .arguments(onOrOff()),
                (call, reply) -> flip(call, call.connection()::noTouch, reply));
        table.onSession(
                client("reply", 3, "3.2.0")
                        .summary("Says whether the connection wants replies.")
                        .arguments(
                                Argument.oneOf(
                                        "action",
                                        Argument.token("on", "ON"),
                                        Argument.token("off", "OFF"),
                                        Argument.token("skip", "SKIP"))),
                ClientCommands::reply);
    }

    static CommandSpec.Builder client(String name, int arity, String since) {
        return subcommand("client", name, arity)
                .group(CommandGroup.CONNECTION)
                .since(since)
                .complexity("O(1)")
                .flags(CommandFlag.NOSCRIPT, CommandFlag.LOADING, CommandFlag.STALE)
                .categories(AclCategory.CONNECTION);
    }

    private static Argument onOrOff() {
        return Argument.oneOf("enabled", Argument.token("on", "ON"), Argument.token("off", "OFF"));
    }

    private static void getName(CommandCall call, ReplyWriter reply) {
        byte[] name = call.connection().name();
        reply.bulkOrNil(name.length == 0 ? null : name);
    }

    private static void setInfo(CommandCall call, ReplyWriter reply) {
        Connection connection = call.connection();
        byte[] attribute = call.argument(2);
        byte[] value = call.argument(3);
        String given = Ascii.string(attribute);
        if (Ascii.is(attribute, "lib-name")) {
            connection.library(
                    connection.library().withName(ClientNames.checkAttribute(given, value)));
        } else if (Ascii.is(attribute, "lib-ver")) {
            connection.library(
                    connection.library().withVersion(ClientNames.checkAttribute(given, value)));
        } else {
            throw ErrorReply.err("Unrecognized option '" + given + "'");
        }
        reply.ok();
    }

    private static void flip(CommandCall call, Consumer<Boolean> target, ReplyWriter reply) {
        if (Ascii.is(call.argument(2), "on")) {
            target.accept(true);
        } else if (Ascii.is(call.argument(2), "off")) {
            target.accept(false);
        } else {
            throw ErrorReply.SYNTAX;
        }
        reply.ok();
    }

    private static void reply(CommandCall call, ReplyWriter reply) {
        Connection connection = call.connection();
        byte[] mode = call.argument(2);
        if (Ascii.is(mode, "on")) {
            connection.replyMode(ReplyMode.ON);
            reply.ok();
        } else if (Ascii.is(mode, "off")) {
            connection.replyMode(ReplyMode.OFF);
        } else if (Ascii.is(mode, "skip")) {
            if (connection.replyMode() != ReplyMode.OFF) {
                connection.replyMode(ReplyMode.SKIP_NEXT);
            }
        } else {
            throw ErrorReply.SYNTAX;
        }
    }
}
