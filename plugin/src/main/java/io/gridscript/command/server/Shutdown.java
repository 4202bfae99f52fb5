package io.gridscript.command.server;

/** Ends this member. A port: implemented by member. */
public interface Shutdown {

    /**
     * Begins to end this member. The connection that asked is closed without a reply, as all are.
     *
     * @param force whether to go on even when data would lose its last copy or backups lag
     * @param noSave whether the asker said NOSAVE: only then may a running script be cut off
     * @throws io.gridscript.reply.ErrorReply when it isn't possible now: BUSY, for example
     */
    void begin(boolean noSave, boolean force);

    /**
     * Gives a shutdown up that has begun.
     *
     * @return false when there was none, or when it is too late
     */
    boolean abort();
}
