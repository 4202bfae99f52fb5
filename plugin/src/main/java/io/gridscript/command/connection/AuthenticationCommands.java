package io.gridscript.command.connection;

import static io.gridscript.command.connection.ConnectionCommands.ANY_TIME;
import static io.gridscript.command.connection.ConnectionCommands.connection;

import io.gridscript.acl.Account;
import io.gridscript.acl.Denial;
import io.gridscript.acl.User;
import io.gridscript.acl.Users;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connection;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.RedisVersion;
import java.util.function.Supplier;

/** AUTH and HELLO. */
public final class AuthenticationCommands {

    private static final ErrorReply VERSION_NOT_AN_INTEGER =
            ErrorReply.err("Protocol version is not an integer or out of range");
    private static final ErrorReply UNSUPPORTED_VERSION =
            ErrorReply.of("NOPROTO unsupported protocol version");
    private static final ErrorReply HELLO_UNAUTHENTICATED =
            ErrorReply.of(
                    "NOAUTH HELLO must be called with the client already authenticated, otherwise"
                            + " the HELLO <proto> AUTH <user> <pass> option can be used to"
                            + " authenticate the client and select the RESP protocol version at"
                            + " the same time");

    private static final byte[] DEFAULT_NAME = Ascii.bytes(User.DEFAULT_NAME);

    private final Users users;

    public AuthenticationCommands(Users users) {
        this.users = users;
    }

    public void register(CommandTable table) {
        table.onSession(
                connection("auth", -2, "1.0.0")
                        .complexity("O(N) for N passwords of the user")
                        .flags(ANY_TIME)
                        .summary("Authenticates the connection, as the default or another user.")
                        .changed("6.0.0", "A user's name may come before the password.")
                        .arguments(
                                Argument.string("username").since("6.0.0").asOptional(),
                                Argument.string("password")),
                this::auth);
        table.onSession(
                connection("hello", -1, "6.0.0")
                        .flags(ANY_TIME)
                        .summary("Agrees on the protocol, and tells about server and connection.")
                        .changed("6.2.0", "Without a version it only tells.")
                        .arguments(
                                Argument.block(
                                                "arguments",
                                                Argument.integer("protover"),
                                                Argument.block(
                                                                "auth",
                                                                Argument.string("username"),
                                                                Argument.string("password"))
                                                        .after("AUTH")
                                                        .asOptional(),
                                                Argument.string("clientname")
                                                        .after("SETNAME")
                                                        .asOptional())
                                        .asOptional()),
                this::hello);
    }

    private void auth(CommandCall call, ReplyWriter reply) {
        switch (call.count()) {
            case 2 -> become(call, DEFAULT_NAME, () -> users.authenticate(call.argument(1)));
            case 3 -> authenticate(call, call.argument(1), call.argument(2));
            default -> throw ErrorReply.SYNTAX;
        }
        reply.ok();
    }

    private void authenticate(CommandCall call, byte[] name, byte[] password) {
        become(call, name, () -> users.authenticate(name, password));
    }

    private static void become(CommandCall call, byte[] name, Supplier<Account> authentication) {
        Connection connection = call.connection();
        try {
            connection.user(authentication.get());
        } catch (ErrorReply error) {
            if (error == Users.WRONG_PASS) {
                Denial.Context context =
                        call.isInTransaction() ? Denial.Context.MULTI : Denial.Context.TOPLEVEL;
                connection.denied(Denial.ofAuthentication(call.argument(0), context, name));
            }
            throw error;
        }
        connection.authenticated(true);
    }

    private void hello(CommandCall call, ReplyWriter reply) {
        Connection connection = call.connection();
        int version = call.count() == 1 ? connection.protocol() : version(call.argument(1));
        byte[] userName = null;
        byte[] password = null;
        byte[] clientName = null;
        for (int i = 2; i < call.count(); i++) {
            int more = call.count() - 1 - i;
            if (Ascii.is(call.argument(i), "auth") && more >= 2) {
                userName = call.argument(++i);
                password = call.argument(++i);
            } else if (Ascii.is(call.argument(i), "setname") && more >= 1) {
                clientName = ClientNames.checkName(call.argument(++i));
            } else {
                throw ErrorReply.err(
                        "Syntax error in HELLO option '" + Ascii.untilZero(call.argument(i)) + "'");
            }
        }
        if (userName != null) {
            authenticate(call, userName, password);
        }
        if (!connection.isAuthenticated()) {
            throw HELLO_UNAUTHENTICATED;
        }
        if (clientName != null) {
            connection.name(clientName);
        }
        connection.protocol(version);
        tell(connection, version, reply);
    }

    private static int version(byte[] text) {
        long version = RedisNumbers.parseLong(text, VERSION_NOT_AN_INTEGER);
        if (version < 2 || version > 3) {
            throw UNSUPPORTED_VERSION;
        }
        return (int) version;
    }

    private static void tell(Connection connection, int version, ReplyWriter reply) {
        reply.map(7);
        reply.bulk("server");
        reply.bulk("redis");
        reply.bulk("version");
        reply.bulk(RedisVersion.TEXT);
        reply.bulk("proto");
        reply.integer(version);
        reply.bulk("id");
        reply.integer(connection.id());
        reply.bulk("mode");
        reply.bulk("standalone");
        reply.bulk("role");
        reply.bulk("master");
        reply.bulk("modules");
        reply.array(0);
    }
}
