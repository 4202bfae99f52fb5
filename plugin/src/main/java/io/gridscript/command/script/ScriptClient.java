package io.gridscript.command.script;

import io.gridscript.acl.User;
import io.gridscript.command.Client;
import io.gridscript.script.ScriptRun;
import java.util.UUID;

/**
 * Whom the commands of a script run for: the caller, but with a database and a RESP version of its
 * own.
 */
final class ScriptClient implements Client {

    private final Client caller;
    private final ScriptRun run;
    private int database;

    ScriptClient(Client caller, ScriptRun run) {
        this.caller = caller;
        this.run = run;
        this.database = caller.database();
    }

    @Override
    public long id() {
        return caller.id();
    }

    @Override
    public UUID home() {
        return caller.home();
    }

    @Override
    public int protocol() {
        return run.protocol();
    }

    @Override
    public int database() {
        return database;
    }

    @Override
    public void select(int newDatabase) {
        database = newDatabase;
    }

    @Override
    public User user() {
        return caller.user();
    }
}
