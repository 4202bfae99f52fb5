package io.gridscript.grid.routing;

import io.gridscript.command.Connection;
import io.gridscript.command.Connection.ReplyMode;
import io.gridscript.command.connection.ClientLibrary;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import io.gridscript.reply.Ascii;
import java.util.Arrays;

/**
 * What commands may change of a connection.
 *
 * @param user the user's name
 * @param bits the constants of this class, added
 */
record ConnectionState(
        int database,
        int protocol,
        String user,
        byte[] name,
        ClientLibrary library,
        ReplyMode replyMode,
        int bits) {

    static final int AUTHENTICATED = 1;
    static final int NO_EVICT = 2;
    static final int NO_TOUCH = 4;
    static final int CLOSING = 8;
    static final int IN_TRANSACTION = 16;

    private static final ReplyMode[] REPLY_MODES = ReplyMode.values();

    static ConnectionState of(Connection connection) {
        return new ConnectionState(
                connection.database(),
                connection.protocol(),
                connection.user().name(),
                connection.name(),
                connection.library(),
                connection.replyMode(),
                (connection.isAuthenticated() ? AUTHENTICATED : 0)
                        | (connection.isNoEvict() ? NO_EVICT : 0)
                        | (connection.isNoTouch() ? NO_TOUCH : 0)
                        | (connection.transaction().isOpen() ? IN_TRANSACTION : 0));
    }

    static ConnectionState read(WireInput in) throws CorruptInput {
        return new ConnectionState(
                in.number(Integer.MAX_VALUE),
                in.octet(),
                Ascii.string(in.string()),
                in.string(),
                new ClientLibrary(in.string(), in.string()),
                REPLY_MODES[in.number(REPLY_MODES.length - 1)],
                in.octet());
    }

    void writeTo(WireOutput out) {
        out.number(database);
        out.octet(protocol);
        out.string(Ascii.bytes(user));
        out.string(name);
        out.string(library.name());
        out.string(library.version());
        out.number(replyMode.ordinal());
        out.octet(bits);
    }

    boolean is(int bit) {
        return (bits & bit) != 0;
    }

    ConnectionState with(int bit, boolean on) {
        return new ConnectionState(
                database, protocol, user, name, library, replyMode, on ? bits | bit : bits & ~bit);
    }

    ConnectionState withDatabase(int number) {
        return new ConnectionState(number, protocol, user, name, library, replyMode, bits);
    }

    ConnectionState withProtocol(int version) {
        return new ConnectionState(database, version, user, name, library, replyMode, bits);
    }

    ConnectionState withUser(String newUser) {
        return new ConnectionState(database, protocol, newUser, name, library, replyMode, bits);
    }

    ConnectionState withName(byte[] newName) {
        return new ConnectionState(database, protocol, user, newName, library, replyMode, bits);
    }

    ConnectionState withLibrary(ClientLibrary newLibrary) {
        return new ConnectionState(database, protocol, user, name, newLibrary, replyMode, bits);
    }

    ConnectionState withReplyMode(ReplyMode mode) {
        return new ConnectionState(database, protocol, user, name, library, mode, bits);
    }

    /** Sets what is otherwise on a connection so that it is like this. */
    void applyTo(Connection connection) {
        ConnectionState present = of(connection);
        if (database != present.database) {
            connection.select(database);
        }
        if (protocol != present.protocol) {
            connection.protocol(protocol);
        }
        if (!Arrays.equals(name, present.name)) {
            connection.name(name);
        }
        if (!library.equals(present.library)) {
            connection.library(library);
        }
        if (replyMode != present.replyMode) {
            connection.replyMode(replyMode);
        }
        applyBitsTo(connection);
    }

    private void applyBitsTo(Connection connection) {
        connection.authenticated(is(AUTHENTICATED));
        connection.noEvict(is(NO_EVICT));
        connection.noTouch(is(NO_TOUCH));
        if (is(CLOSING)) {
            connection.closeAfterReply();
        }
    }
}
