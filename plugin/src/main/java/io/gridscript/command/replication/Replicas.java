package io.gridscript.command.replication;

import io.gridscript.command.Connection;
import io.gridscript.command.Connections;
import java.util.ArrayList;
import java.util.List;

/** The replicas among a member's connections. */
public final class Replicas {

    private Replicas() {}

    /** Those that follow the keyspace, by ascending id. */
    public static List<Connection> of(Connections connections) {
        List<Connection> replicas = new ArrayList<>();
        for (Connection connection : connections.all()) {
            if (connection.isReplica()) {
                replicas.add(connection);
            }
        }
        return replicas;
    }

    /**
     * How far the stream has come: as this member has sent it to all, or to its own replicas for
     * another member.
     */
    public static long offset(ReplicationStream stream, List<Connection> replicas) {
        long offset = stream.offset();
        for (Connection each : replicas) {
            offset = Math.max(offset, each.replica().offset());
        }
        return offset;
    }

    /** Where a replica says it is, or where it comes from. */
    public static String host(Connection connection) {
        String said = connection.replica().host();
        String address = connection.address();
        return said == null || said.isEmpty()
                ? address.substring(0, address.lastIndexOf(':'))
                : said;
    }
}
