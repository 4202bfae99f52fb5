package io.gridscript.command.script;

import io.gridscript.command.Connection;
import io.gridscript.script.LoadedBy;
import io.gridscript.script.ScriptAuthority;

/** Who brings a script, as seen from the connection that it comes by. */
public final class Loading {

    private Loading() {}

    /**
     * Tells of a connection.
     *
     * @param how for a Redis client
     */
    public static LoadedBy by(Connection connection, LoadedBy.How how, ScriptAuthority authority) {
        boolean isJava = connection.address().equals(Connection.OF_THIS_JVM);
        return new LoadedBy(
                isJava ? LoadedBy.How.JAVA : how,
                authority.address(connection.home()),
                isJava ? "" : connection.address(),
                connection.user().name());
    }
}
