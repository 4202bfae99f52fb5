package io.gridscript.command.replication;

import java.util.UUID;

/**
 * What a connection has said of itself as a replica, and how far it has come. Kept by the member
 * that the connection is on; for all threads.
 */
public final class Replica {

    private volatile int listeningPort;
    private volatile String host;
    private volatile boolean wantsSnapshotOnly;
    private volatile boolean follows;
    private volatile UUID owner;
    private volatile long offset;
    private long batches;
    private volatile boolean acknowledges;
    private volatile long acknowledged;
    private volatile long acknowledgedAt;
    private volatile long snapshotBytes;

    /** The port on which it listens, as REPLCONF said it; 0 when it didn't. */
    public int listeningPort() {
        return listeningPort;
    }

    void listeningPort(int port) {
        listeningPort = port;
    }

    /** Its host, as REPLCONF said it, or null. */
    public String host() {
        return host;
    }

    void host(String address) {
        host = address;
    }

    /** Whether the stream of commands ends before it begins: REPLCONF RDB-ONLY. */
    public boolean wantsSnapshotOnly() {
        return wantsSnapshotOnly;
    }

    void wantsSnapshotOnly(boolean only) {
        wantsSnapshotOnly = only;
    }

    /**
     * Whether a batch of another member is the one to take now; one that comes again is not. The
     * first has the number 1.
     */
    public synchronized boolean takesNext(long batch) {
        boolean isNext = batch == batches + 1;
        batches += isNext ? 1 : 0;
        return isNext;
    }

    /** The member that its stream comes from. */
    public UUID owner() {
        return owner;
    }

    /** So much more of the stream is on its way. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void sent(int bytes) {
        offset += bytes;
    }

    /** How far into the stream it has been sent. */
    public long offset() {
        return offset;
    }

    /** Whether it is sent a snapshot and what comes after. */
    public boolean follows() {
        return follows;
    }

    /**
     * It is sent a snapshot from now on.
     *
     * @param from the member that the stream comes from
     * @param withAnswers whether it will say how far it has come, as those do that sent PSYNC
     */
    public void follows(UUID from, boolean withAnswers, long atOffset, long bytesOfSnapshot) {
        owner = from;
        offset = atOffset;
        acknowledges = withAnswers;
        acknowledgedAt = System.currentTimeMillis();
        snapshotBytes = bytesOfSnapshot;
        follows = true;
    }

    /** The part of the stream that it has, as it said last. */
    public long acknowledged() {
        return acknowledged;
    }

    void acknowledged(long offset) {
        acknowledged = Math.max(acknowledged, offset);
        acknowledgedAt = System.currentTimeMillis();
        snapshotBytes = 0;
    }

    /** Unix milliseconds at which it said that; until it does, when the snapshot began to leave. */
    public long acknowledgedAt() {
        return acknowledgedAt;
    }

    /** Whether it hasn't said for so long how far it has come, though it should have. */
    public boolean isSilentFor(long millis) {
        return follows && acknowledges && System.currentTimeMillis() - acknowledgedAt > millis;
    }

    /** So much may still be on its way beside the stream: no sign that it takes that slowly. */
    public long snapshotBytes() {
        return snapshotBytes;
    }
}
