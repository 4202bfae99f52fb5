package io.gridscript.grid.execution;

import io.gridscript.command.Unit;
import io.gridscript.grid.commit.SenderId;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.reply.ErrorReply;

/**
 * Where a batch of another member came from: what makes it run exactly once, whatever becomes of
 * messages and owners. A port: implemented by routing.
 */
public interface RemoteOrigin {

    SenderId sender();

    /** The batch's number, rising for each sender. */
    long sequence();

    /** What the batch was answered so far: replies, and what changed of its connection. */
    byte[] answer();

    /** Why a unit of it is refused before it runs, or null. */
    ErrorReply refusal(Unit unit, Keyspace keyspace);

    /** The batch has come so far already, with that answer. */
    void resume(byte[] answer);

    /** Whether the member that it came from is no longer there. */
    boolean isSenderGone();

    /** The batch did not run: the keyspace is elsewhere now, and its sender must send it there. */
    void moved();
}
