package io.gridscript.grid.execution;

/** What becomes of a batch that waits for keys. */
public enum WaitState {
    /** It waits. */
    WAITING,
    /** It runs because a key is ready, and may have to wait again. */
    RUNNING,
    /** It waits no longer: its time is up. */
    TIMED_OUT,
    /** It waits no longer: somebody asked for that, and that its client gets an error. */
    UNBLOCKED,
    /** It waits no longer: its client is gone. */
    WITHDRAWN
}
