package io.gridscript.command.connection;

import io.gridscript.command.Connection;
import io.gridscript.command.pubsub.Subscriptions;
import io.gridscript.command.transaction.Transaction;
import io.gridscript.reply.Ascii;

/**
 * The line that CLIENT INFO and CLIENT LIST show of a connection: the fields of Redis 8 in its
 * order. What has no meaning here has the value of an idle connection of Redis.
 */
public final class ClientLine {

    private final StringBuilder text = new StringBuilder();
    private final long now;

    ClientLine(long unixMillis) {
        now = unixMillis;
    }

    /**
     * The line of one connection, one byte in each character, without an end of line.
     *
     * @param command full name of its command
     */
    public static String of(Connection connection, String command, long unixMillis) {
        ClientLine line = new ClientLine(unixMillis);
        line.add(connection, command, 0, 0);
        return line.text.substring(0, line.text.length() - 1);
    }

    /**
     * Adds the line of a connection.
     *
     * @param command full name of its last command, or NULL
     * @param requestBytes size of the request in progress on the wire, of its arguments alone
     */
    void add(Connection connection, String command, long requestBytes, long argumentBytes) {
        Transaction transaction = connection.transaction();
        Subscriptions subscriptions = connection.subscriptions();
        long input = connection.queryBufferBytes() + requestBytes;
        long output = connection.outputBufferBytes();
        field("id=", connection.id());
        field(" addr=", connection.address());
        field(" laddr=", connection.localAddress());
        field(" fd=", -1);
        field(" name=", Ascii.string(connection.name()));
        field(" age=", (now - connection.traffic().createdAt()) / 1000);
        field(" idle=", (now - connection.traffic().lastRequestAt()) / 1000);
        field(" flags=", flags(connection));
        field(" db=", connection.database());
        field(" sub=", subscriptions.channels());
        field(" psub=", subscriptions.patterns());
        field(" ssub=", subscriptions.shardChannels());
        field(" multi=", transaction.isOpen() ? transaction.queued().size() : -1);
        field(" watch=", transaction.watched().size());
        field(" qbuf=", input);
        field(" qbuf-free=", 0);
        field(" argv-mem=", argumentBytes);
        field(" multi-mem=", transaction.queuedBytes());
        field(" rbs=", 0);
        field(" rbp=", 0);
        field(" obl=", 0);
        field(" oll=", output == 0 ? 0 : 1);
        field(" omem=", output);
        field(" tot-mem=", input + argumentBytes + transaction.queuedBytes() + output);
        field(" events=", "r");
        field(" cmd=", command);
        field(" user=", connection.user().name());
        field(" redir=", -1);
        field(" resp=", connection.protocol());
        field(" lib-name=", Ascii.string(connection.library().name()));
        field(" lib-ver=", Ascii.string(connection.library().version()));
        field(" io-thread=", 0);
        field(" tot-net-in=", connection.traffic().bytesRead());
        field(" tot-net-out=", connection.traffic().bytesWritten());
        field(" tot-cmds=", connection.traffic().commandsRun());
        text.append('\n');
    }

    byte[] bytes() {
        return Ascii.bytes(text.toString());
    }

    private static String flags(Connection connection) {
        StringBuilder flags = new StringBuilder();
        if (connection.subscriptions().isAny()) {
            flags.append('P');
        }
        if (connection.isReplica()) {
            flags.append('S');
        }
        if (connection.isMonitor()) {
            flags.append('O');
        }
        if (connection.transaction().isOpen()) {
            flags.append('x');
        }
        if (connection.isBlocked() || connection.isPostponed()) {
            flags.append('b');
        }
        if (connection.isNoEvict()) {
            flags.append('e');
        }
        if (connection.isNoTouch()) {
            flags.append('T');
        }
        return flags.isEmpty() ? "N" : flags.toString();
    }

    private void field(String name, String value) {
        text.append(name).append(value);
    }

    private void field(String name, long value) {
        text.append(name).append(value);
    }
}
