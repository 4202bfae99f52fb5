package io.gridscript.command.replication;

import io.gridscript.command.Connection;
import io.gridscript.keyspace.Keyspace;

/** A stream that no replica gets. */
public final class UnheardStream implements ReplicationStream {

    @Override
    public long offset() {
        return 0;
    }

    @Override
    public void follow(Connection connection, Keyspace keyspace, boolean announced) {
        // It is sent nothing.
    }

    @Override
    public void tell(int database, byte[]... words) {
        // Nobody.
    }
}
