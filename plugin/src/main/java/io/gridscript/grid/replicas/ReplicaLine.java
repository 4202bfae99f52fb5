package io.gridscript.grid.replicas;

/** The way to one replica, which gets everything in the order of calls. */
interface ReplicaLine {

    void begin(Beginning beginning);

    /** Sends a piece of the snapshot. */
    void snapshot(byte[] piece);

    /** Sends what comes next in the stream. */
    void commands(byte[] requests);

    /** Ends the connection, so that the replica begins anew. */
    void close();

    /** Whether the replica is still there, as far as is known. */
    boolean isOpen();
}
