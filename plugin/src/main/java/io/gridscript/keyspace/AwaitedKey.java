package io.gridscript.keyspace;

/** A key of a numbered database that somebody waits for, whether it is there or not. */
public final class AwaitedKey extends ByteMap.Node {

    private final int database;

    /** How many wait for it. */
    int waiting;

    /** How many of these also want to know when it is gone. */
    int waitingEvenIfGone;

    /** Whether it is among the keys that became ready and nobody has looked at since. */
    boolean ready;

    AwaitedKey(int database, byte[] key, int hash) {
        super(key, hash);
        this.database = database;
    }

    /** Number of its database, which stays when databases are exchanged. */
    public int database() {
        return database;
    }

    /** Whether somebody waits who also wants to know when it is gone. */
    public boolean isAwaitedEvenIfGone() {
        return waitingEvenIfGone > 0;
    }
}
