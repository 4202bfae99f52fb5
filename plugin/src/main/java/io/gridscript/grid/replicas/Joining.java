package io.gridscript.grid.replicas;

import java.util.ArrayList;
import java.util.List;

/**
 * A replica whose snapshot is being made. What the stream has meanwhile waits, and is sent behind
 * that. Guarded by the stream's lock.
 */
final class Joining {

    /** So much of the stream waits at most, as for one that takes it too slowly. */
    private static final long MOST_BYTES = 256L << 20;

    private final ReplicaLine replica;
    private final boolean isAnnounced;
    private final List<byte[]> waiting = new ArrayList<>();
    private long waitingBytes;

    /** Offset of the stream where it joined, once what the snapshot tells of is committed. */
    private long offset;

    private boolean hasJoined;
    private List<byte[]> snapshot;

    /**
     * One that is not sent anything yet.
     *
     * @param isAnnounced whether id and offset of the stream come before the snapshot
     */
    Joining(ReplicaLine replica, boolean isAnnounced) {
        this.replica = replica;
        this.isAnnounced = isAnnounced;
    }

    ReplicaLine replica() {
        return replica;
    }

    /** What the stream has from now on is for it. */
    void joins(long atOffset) {
        hasJoined = true;
        offset = atOffset;
    }

    /** The next of the stream; false when too much waits. */
    boolean takes(byte[] requests) {
        if (hasJoined) {
            waiting.add(requests);
            waitingBytes += requests.length;
        }
        return waitingBytes <= MOST_BYTES;
    }

    void snapshot(List<byte[]> pieces) {
        snapshot = pieces;
    }

    /** Whether all is there for it to begin. */
    boolean isReady() {
        return hasJoined && snapshot != null;
    }

    /** Lets it know that the snapshot takes its time, as Redis does. */
    void keepAlive() {
        replica.snapshot(new byte[] {'\n'});
    }

    /** Sends everything that it lacks. */
    void begin(String stream) {
        long length = snapshot.stream().mapToLong(piece -> piece.length).sum();
        replica.begin(new Beginning(stream, offset, length, isAnnounced));
        snapshot.forEach(replica::snapshot);
        waiting.forEach(replica::commands);
    }
}
