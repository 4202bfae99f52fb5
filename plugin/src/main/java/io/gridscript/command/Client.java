package io.gridscript.command;

import io.gridscript.acl.User;

/**
 * Whoever a command runs for: a connection, or a script on behalf of one. What a command may ask of
 * it travels with its batches, so that commands run alike on every member.
 */
public interface Client {

    /** The connection's number, unique in this member's life. */
    long id();

    /** RESP version, 2 or 3. */
    int protocol();

    /** Number of the selected database. */
    int database();

    void select(int database);

    User user();
}
