package io.gridscript.grid.routing;

import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import com.hazelcast.spi.impl.operationservice.Operation;
import com.hazelcast.spi.impl.operationservice.PartitionAwareOperation;
import io.gridscript.grid.GridService;
import io.gridscript.grid.SerializerIds;

/** Asks the owner of a keyspace what is in it. */
public final class FiguresOperation extends Operation
        implements PartitionAwareOperation, IdentifiedDataSerializable {

    private byte[] figures;

    @Override
    public void run() {
        GridService service = getService();
        if (!service.batches().isKeyspaceHere()) {
            throw new RetryableHazelcastException("The keyspace is not here at the moment");
        }
        figures = service.batches().figuresHere();
    }

    @Override
    public Object getResponse() {
        return figures;
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
        return SerializerIds.FIGURES;
    }
}
