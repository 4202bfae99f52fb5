package io.gridscript.command.server;

import java.util.concurrent.CompletionStage;

/** Ends this member. A port: implemented by member. */
public interface Shutdown {

    /**
     * Begins to end this member. The connection that asked is closed without a reply, as all are.
     *
     * @param save whether the asker said SAVE: a file is written before, as where there are save
     *     points, unless the asker said NOSAVE
     * @param force whether to go on even when data would lose its last copy or backups lag
     * @param noSave whether the asker said NOSAVE: only then may a running script be cut off
     * @return completes when it has begun, or exceptionally with an {@link
     *     io.gridscript.reply.ErrorReply} when the file couldn't be written and it isn't forced
     * @throws io.gridscript.reply.ErrorReply when it isn't possible now: BUSY, for example
     */
    CompletionStage<Void> begin(boolean save, boolean noSave, boolean force);

    /**
     * Gives a shutdown up that has begun.
     *
     * @return false when there was none, or when it is too late
     */
    boolean abort();
}
