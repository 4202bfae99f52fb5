package io.gridscript.grid.replication;

import com.hazelcast.internal.nio.BufferObjectDataOutput;
import com.hazelcast.internal.partition.ChunkSupplier;
import com.hazelcast.spi.impl.operationservice.Operation;
import io.gridscript.grid.commit.CopySnapshot;
import java.util.function.Predicate;

/**
 * The pieces of a snapshot as Hazelcast's migration takes them, a few in each of its packets: its
 * own limit for a packet is 250 MB.
 */
final class MigrationChunks implements ChunkSupplier {

    private static final int PIECES_OF_A_PACKET = 4;

    private final CopySnapshot snapshot;
    private Predicate<BufferObjectDataOutput> endOfPacket;
    private int pieces;

    MigrationChunks(CopySnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** A packet begins. */
    @Override
    public void signalEndOfChunkWith(Predicate<BufferObjectDataOutput> isEndOfChunk) {
        endOfPacket = isEndOfChunk;
        pieces = 0;
    }

    @Override
    public boolean hasNext() {
        return snapshot.hasNext();
    }

    /** Null ends a packet. */
    @Override
    public Operation next() {
        if (endOfPacket != null && pieces++ == PIECES_OF_A_PACKET) {
            return null;
        }
        return new SnapshotOperation(snapshot.next());
    }
}
