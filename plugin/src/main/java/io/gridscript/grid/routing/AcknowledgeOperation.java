package io.gridscript.grid.routing;

import com.hazelcast.spi.impl.operationservice.PartitionAwareOperation;
import io.gridscript.grid.PayloadOperation;
import io.gridscript.grid.SerializerIds;

/** Tells the owner of a keyspace which answers need not be remembered any more. */
public final class AcknowledgeOperation extends PayloadOperation
        implements PartitionAwareOperation {

    /** For deserialization. */
    public AcknowledgeOperation() {}

    AcknowledgeOperation(byte[] acknowledgements) {
        super(acknowledgements);
    }

    @Override
    public void run() {
        service().batches().arrivals().acknowledgements(payload());
    }

    @Override
    public int getClassId() {
        return SerializerIds.ACKNOWLEDGE;
    }
}
