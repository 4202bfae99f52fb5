package io.gridscript.grid.routing;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.impl.operationservice.Operation;
import com.hazelcast.spi.impl.operationservice.PartitionAwareOperation;
import io.gridscript.grid.GridService;
import io.gridscript.grid.SerializerIds;
import java.io.IOException;

/** Tells the owner of a keyspace which answers need not be remembered any more. */
public final class AcknowledgeOperation extends Operation
        implements PartitionAwareOperation, IdentifiedDataSerializable {

    private byte[] acknowledgements;

    /** For deserialization. */
    public AcknowledgeOperation() {}

    AcknowledgeOperation(byte[] acknowledgements) {
        this.acknowledgements = acknowledgements;
    }

    @Override
    public void run() {
        GridService service = getService();
        service.batches().acknowledged(acknowledgements);
    }

    @Override
    public String getServiceName() {
        return GridService.NAME;
    }

    @Override
    public int getFactoryId() {
        return SerializerIds.FACTORY;
    }

    @Override
    public int getClassId() {
        return SerializerIds.ACKNOWLEDGE;
    }

    @Override
    protected void writeInternal(ObjectDataOutput out) throws IOException {
        out.writeByteArray(acknowledgements);
    }

    @Override
    protected void readInternal(ObjectDataInput in) throws IOException {
        acknowledgements = in.readByteArray();
    }
}
