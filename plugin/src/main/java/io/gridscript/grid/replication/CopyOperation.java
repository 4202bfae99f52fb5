package io.gridscript.grid.replication;

import com.hazelcast.spi.impl.AllowedDuringPassiveState;
import io.gridscript.grid.PayloadOperation;

/** Something for a copy of the keyspace on another member, for its partition thread. */
abstract class CopyOperation extends PayloadOperation implements AllowedDuringPassiveState {

    private Object response;

    CopyOperation() {}

    CopyOperation(byte[] content) {
        super(content);
    }

    @Override
    public final void run() {
        response = runOn(service().replica(), payload());
    }

    abstract Object runOn(KeyspaceReplica replica, byte[] content);

    @Override
    public final Object getResponse() {
        return response;
    }

    /** The partition table may be a little older here than where this was sent. */
    @Override
    public final boolean validatesTarget() {
        return false;
    }
}
