package io.gridscript.command.connection;

import io.gridscript.command.Connection;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;

/** What CLIENT LIST and CLIENT KILL tell connections apart by. */
enum ClientType {
    NORMAL,
    REPLICA,
    PUBSUB,
    MASTER;

    /**
     * The type of that name, in any case.
     *
     * @throws ErrorReply when there is none
     */
    static ClientType parse(byte[] name) {
        return switch (Ascii.lowerCase(name)) {
            case "normal" -> NORMAL;
            case "slave", "replica" -> REPLICA;
            case "pubsub" -> PUBSUB;
            case "master" -> MASTER;
            default -> throw ErrorReply.err("Unknown client type '" + Ascii.untilZero(name) + "'");
        };
    }

    /** Those who watch by MONITOR are normal, as in Redis. */
    static ClientType of(Connection connection) {
        if (connection.isReplica()) {
            return REPLICA;
        }
        return connection.subscriptions().isAny() ? PUBSUB : NORMAL;
    }
}
