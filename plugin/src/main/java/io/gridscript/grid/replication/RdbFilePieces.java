package io.gridscript.grid.replication;

import io.gridscript.command.persistence.RdbSource;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.dump.RdbFileHeader;
import io.gridscript.keyspace.dump.RdbFileSnapshot;
import io.gridscript.keyspace.dump.RdbFileWriter;
import io.gridscript.reply.ErrorReply;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * The file of a keyspace that is here, piece by piece. For each the keyspace is held for half a
 * millisecond, before those that wait, or as long as one value takes. Used by one thread at a time.
 */
public final class RdbFilePieces implements RdbSource.Pieces {

    private static final long HOLDING_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    /** As long as others hold the keyspace at most: scripts may take long. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final KeyspaceActor actor;
    private RdbFileSnapshot snapshot;
    private volatile long usedNanos = System.nanoTime();
    private boolean isClosed;

    RdbFilePieces(KeyspaceActor actor) {
        this.actor = actor;
    }

    /** The file of a snapshot that the holder has begun. */
    public RdbFilePieces(KeyspaceActor actor, RdbFileSnapshot begun) {
        this(actor);
        snapshot = begun;
        snapshot.sort();
    }

    /** Begins with the keyspace as it is now. */
    void begin(RdbFileHeader header) throws IOException {
        hold();
        try {
            Keyspace keyspace = actor.keyspace();
            int version = RdbFileWriter.versionFor(keyspace);
            snapshot = new RdbFileSnapshot(keyspace, header.ofVersion(version));
        } finally {
            actor.release();
        }
        snapshot.sort();
    }

    @Override
    public long sequence() {
        return snapshot.sequence();
    }

    @Override
    public byte[] next() throws IOException {
        byte[] piece = {};
        while (piece.length == 0) {
            usedNanos = System.nanoTime();
            hold();
            try {
                if (!snapshot.hasNext()) {
                    return null;
                }
                piece = snapshot.next(HOLDING_NANOS);
            } catch (IllegalStateException | ErrorReply fault) {
                throw new IOException(fault.getMessage(), fault);
            } finally {
                actor.release();
            }
        }
        return piece;
    }

    private void hold() throws IOException {
        long begin = System.nanoTime();
        while (!actor.reserve(AT_ONCE_NANOS)) {
            if (Thread.currentThread().isInterrupted()
                    || System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IOException("the keyspace was busy for too long");
            }
        }
        if (!actor.isHere() || isClosed) {
            actor.release();
            throw new IOException("the keyspace went to another member");
        }
    }

    /** Nanoseconds since a piece was wanted. */
    long idleNanos() {
        return System.nanoTime() - usedNanos;
    }

    /** Where the keyspace can't be held for long, or went away, a snapshot ends by itself. */
    @Override
    public void close() {
        isClosed = true;
        if (snapshot != null && actor.reserve(PATIENCE_NANOS)) {
            snapshot.close();
            actor.release();
        }
    }
}
