package io.gridscript.grid.replication;

import io.gridscript.grid.SerializerIds;

/** Brings a record of the owner to a backup. Its response is a {@link BackupAnswer}'s place. */
public final class RecordOperation extends CopyOperation {

    /** For deserialization. */
    public RecordOperation() {}

    RecordOperation(byte[] record) {
        super(record);
    }

    @Override
    Integer runOn(KeyspaceReplica replica, byte[] record) {
        return replica.apply(record, getCallerUuid()).ordinal();
    }

    @Override
    public int getClassId() {
        return SerializerIds.RECORD;
    }
}
