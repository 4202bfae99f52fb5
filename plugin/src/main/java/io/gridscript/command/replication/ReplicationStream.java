package io.gridscript.command.replication;

import io.gridscript.command.Connection;
import io.gridscript.keyspace.Keyspace;

/** The commands that replicas of the keyspace are sent. A port: implemented by grid. */
public interface ReplicationStream {

    /** How many bytes it has had on this member. */
    long offset();

    /**
     * Sends a connection a snapshot of the keyspace as the unit in progress leaves it, then what is
     * done there.
     *
     * @param keyspace the one held by the caller
     * @param announced whether id and offset of the stream come first, as PSYNC wants it
     */
    void follow(Connection connection, Keyspace keyspace, boolean announced);

    /** Sends replicas a command that no unit on the keyspace has run. For all threads. */
    void tell(int database, byte[]... words);
}
