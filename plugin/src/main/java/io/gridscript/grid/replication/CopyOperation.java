package io.gridscript.grid.replication;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.impl.AllowedDuringPassiveState;
import com.hazelcast.spi.impl.operationservice.Operation;
import io.gridscript.grid.GridService;
import io.gridscript.grid.SerializerIds;
import java.io.IOException;

/** Something for a copy of the keyspace on another member, for its partition thread. */
abstract class CopyOperation extends Operation
        implements IdentifiedDataSerializable, AllowedDuringPassiveState {

    private byte[] bytes;
    private Object response;

    CopyOperation() {}

    CopyOperation(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public final void run() throws Exception {
        GridService service = getService();
        response = runOn(service.replica(), bytes);
    }

    abstract Object runOn(KeyspaceReplica replica, byte[] content) throws Exception;

    @Override
    public final Object getResponse() {
        return response;
    }

    /** The partition table may be a little older here than where this was sent. */
    @Override
    public final boolean validatesTarget() {
        return false;
    }

    @Override
    public final String getServiceName() {
        return GridService.NAME;
    }

    @Override
    public final int getFactoryId() {
        return SerializerIds.FACTORY;
    }

    @Override
    protected final void writeInternal(ObjectDataOutput out) throws IOException {
        out.writeByteArray(bytes);
    }

    @Override
    protected final void readInternal(ObjectDataInput in) throws IOException {
        bytes = in.readByteArray();
    }
}
