package io.gridscript.grid.routing;

import io.gridscript.command.Connection;
import io.gridscript.command.transaction.Transaction;
import java.util.List;

/**
 * What came of a batch on the owner of its keyspace.
 *
 * @param state how the connection is now, or null where it stayed as it was
 * @param watched keys that the connection watches from now on, too
 * @param replies in RESP, in the order of the units
 */
record BatchAnswer(ConnectionState state, List<Transaction.Watched> watched, byte[] replies) {

    /** Makes the connection on its own member what its batch made of it. */
    void applyTo(Connection connection) {
        if (state != null) {
            state.applyTo(connection);
        }
        watched.forEach(connection.transaction()::watch);
    }
}
