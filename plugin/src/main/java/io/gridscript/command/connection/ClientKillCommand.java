package io.gridscript.command.connection;

import static io.gridscript.spec.CommandSpec.subcommand;

import io.gridscript.acl.Users;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connection;
import io.gridscript.command.Connections;
import io.gridscript.command.IntegerArgument;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import java.util.function.Predicate;

/** CLIENT KILL in its old form, with an address, and its new one, with filters. */
public final class ClientKillCommand {

    private static final ErrorReply NO_SUCH_CLIENT = ErrorReply.err("No such client");
    private static final ErrorReply ID_RANGE = ErrorReply.err("client-id should be greater than 0");
    private static final ErrorReply AGE_NUMBER =
            ErrorReply.err("maxage is not an integer or out of range");
    private static final ErrorReply AGE_RANGE = ErrorReply.err("maxage should be greater than 0");

    private static final int OLD_FORM = 3;

    private final Connections connections;
    private final Users users;

    public ClientKillCommand(Connections connections, Users users) {
        this.connections = connections;
        this.users = users;
    }

    public void register(CommandTable table) {
        table.onSession(
                subcommand("client", "kill", -3)
                        .group(CommandGroup.CONNECTION)
                        .since("2.4.0")
                        .complexity("O(N) for N connections")
                        .flags(
                                CommandFlag.ADMIN,
                                CommandFlag.NOSCRIPT,
                                CommandFlag.LOADING,
                                CommandFlag.STALE)
                        .categories(AclCategory.CONNECTION)
                        .summary("Ends connections.")
                        .changed("2.8.12", "Takes filters.")
                        .changed("2.8.12", "The filter `ID`.")
                        .changed("3.2.0", "`TYPE` knows `master`.")
                        .changed("5.0.0", "`TYPE` knows `replica`, which `slave` still means.")
                        .changed("6.2.0", "The filter `LADDR`.")
                        .changed("7.4.0", "The filter `MAXAGE`.")
                        .arguments(Argument.oneOf("filter", oldForm(), newForm())),
                this::kill);
    }

    private static Argument oldForm() {
        return Argument.string("old-format");
    }

    private static Argument newForm() {
        return Argument.oneOf(
                        "new-format",
                        Argument.integer("client-id").after("ID").since("2.8.12").asOptional(),
                        Argument.oneOf(
                                        "client-type",
                                        Argument.token("normal", "normal"),
                                        Argument.token("master", "master").since("3.2.0"),
                                        Argument.token("slave", "slave"),
                                        Argument.token("replica", "replica").since("5.0.0"),
                                        Argument.token("pubsub", "pubsub"))
                                .after("TYPE")
                                .since("2.8.12")
                                .asOptional(),
                        Argument.string("username").after("USER").asOptional(),
                        Argument.string("addr").after("ADDR").asOptional(),
                        Argument.string("laddr").after("LADDR").since("6.2.0").asOptional(),
                        Argument.oneOf(
                                        "skipme",
                                        Argument.token("yes", "YES"),
                                        Argument.token("no", "NO"))
                                .after("SKIPME")
                                .asOptional(),
                        Argument.integer("maxage").after("MAXAGE").since("7.4.0").asOptional())
                .repeated();
    }

    private void kill(CommandCall call, ReplyWriter reply) {
        if (call.count() > OLD_FORM) {
            reply.integer(killAll(call, filter(call)));
            return;
        }
        String address = Ascii.string(call.argument(2));
        if (killAll(call, connection -> connection.address().equals(address)) == 0) {
            throw NO_SUCH_CLIENT;
        }
        reply.ok();
    }

    /** The connection that asks gets its reply first. */
    private int killAll(CommandCall call, Predicate<Connection> filter) {
        int killed = 0;
        for (Connection connection : connections.all()) {
            if (filter.test(connection)) {
                killed++;
                if (connection.id() == call.client().id()) {
                    call.connection().closeAfterReply();
                } else {
                    connection.kill();
                }
            }
        }
        return killed;
    }

    /** What all filters together let through. */
    private Predicate<Connection> filter(CommandCall call) {
        Predicate<Connection> filter = connection -> true;
        boolean skipsMe = true;
        for (int i = 2; i < call.count(); i += 2) {
            if (i + 1 == call.count()) {
                throw ErrorReply.SYNTAX;
            }
            byte[] value = call.argument(i + 1);
            if (Ascii.is(call.argument(i), "skipme")) {
                skipsMe = isYes(value);
            } else {
                filter = filter.and(filter(Ascii.lowerCase(call.argument(i)), value));
            }
        }
        long asking = call.client().id();
        return skipsMe ? filter.and(connection -> connection.id() != asking) : filter;
    }

    private Predicate<Connection> filter(String name, byte[] value) {
        String text = Ascii.string(value);
        switch (name) {
            case "id":
                long id = IntegerArgument.between(value, 1, Long.MAX_VALUE, ID_RANGE);
                return connection -> connection.id() == id;
            case "maxage":
                return olderThan(RedisNumbers.parseLong(value, AGE_NUMBER));
            case "type":
                ClientType type = ClientType.parse(value);
                return connection -> ClientType.of(connection) == type;
            case "addr":
                return connection -> connection.address().equals(text);
            case "laddr":
                return connection -> connection.localAddress().equals(text);
            case "user":
                if (users.find(text) == null) {
                    throw ErrorReply.err("No such user '" + text + "'");
                }
                return connection -> connection.user().name().equals(text);
            default:
                throw ErrorReply.SYNTAX;
        }
    }

    private static Predicate<Connection> olderThan(long seconds) {
        if (seconds <= 0) {
            throw AGE_RANGE;
        }
        long now = System.currentTimeMillis() / 1000;
        return connection -> now - connection.traffic().createdAt() / 1000 >= seconds;
    }

    private static boolean isYes(byte[] word) {
        if (Ascii.is(word, "yes")) {
            return true;
        }
        if (Ascii.is(word, "no")) {
            return false;
        }
        throw ErrorReply.SYNTAX;
    }
}
