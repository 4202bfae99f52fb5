package io.gridscript.command.script;

import io.gridscript.acl.User;
import io.gridscript.command.Client;
import java.util.UUID;

/** Whom the commands of an entry's script run for: code that may use the whole cache anyway. */
final class EntryClient implements Client {

    @Override
    public long id() {
        return 0;
    }

    @Override
    public UUID home() {
        return null;
    }

    @Override
    public int protocol() {
        return 2;
    }

    @Override
    public int database() {
        return 0;
    }

    @Override
    public void select(int database) {
        throw new IllegalStateException("an entry has one database");
    }

    @Override
    public User user() {
        return User.DEFAULT;
    }
}
