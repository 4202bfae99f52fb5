package io.gridscript.grid.replication;

import io.gridscript.grid.SerializerIds;

/**
 * Brings a piece of a snapshot: from the owner to a backup that lacks something, or to the
 * destination of a migration. Its response is a {@link BackupAnswer}'s place.
 */
public final class SnapshotOperation extends CopyOperation {

    /** For deserialization. */
    public SnapshotOperation() {}

    SnapshotOperation(byte[] piece) {
        super(piece);
    }

    /**
     * @throws IllegalStateException when pieces before this one are missing, or it makes no sense:
     *     a migration fails then
     */
    @Override
    Integer runOn(KeyspaceReplica replica, byte[] piece) {
        return replica.read(piece, getCallerUuid()).ordinal();
    }

    @Override
    public int getClassId() {
        return SerializerIds.SNAPSHOT;
    }
}
