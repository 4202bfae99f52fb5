package io.gridscript.command;

import io.gridscript.acl.User;
import java.util.UUID;

/**
 * Whoever a command runs for: a connection, or a script on behalf of one. What a command may ask of
 * it travels with its batches, so that commands run alike on every member.
 */
public interface Client {

    /** The connection's number, unique in this member's life. */
    long id();

    /** The member that the connection is on; null for this one. */
    UUID home();

    /** RESP version, 2 or 3. */
    int protocol();

    /** Number of the selected database. */
    int database();

    void select(int database);

    User user();
}
