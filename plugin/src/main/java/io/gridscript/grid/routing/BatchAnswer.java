package io.gridscript.grid.routing;

import io.gridscript.acl.Account;
import io.gridscript.acl.Denial;
import io.gridscript.acl.User;
import io.gridscript.acl.Users;
import io.gridscript.command.Connection;
import io.gridscript.command.transaction.Transaction;
import java.util.List;

/**
 * What came of a batch on the owner of its keyspace.
 *
 * @param state how the connection is now, or null where it stayed as it was
 * @param watched keys that the connection watches from now on, too
 * @param denials what its commands were refused
 * @param replies in RESP, in the order of the units
 */
record BatchAnswer(
        ConnectionState state,
        List<Transaction.Watched> watched,
        List<Denial> denials,
        byte[] replies) {

    /** Makes the connection on its own member what its batch made of it. */
    void applyTo(Connection connection, Users users) {
        if (state != null) {
            state.applyTo(connection);
            become(state.user(), connection, users);
        }
        denials.forEach(connection::denied);
        watched.forEach(connection.transaction()::watch);
    }

    /** A user that was deleted meanwhile has no rights. */
    private static void become(String name, Connection connection, Users users) {
        if (!name.equals(connection.user().name())) {
            Account account = users.find(name);
            connection.user(account == null ? new Account(User.nobody(name)) : account);
        }
    }
}
