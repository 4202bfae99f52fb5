package io.gridscript.grid.routing;

import com.hazelcast.spi.exception.RetryableHazelcastException;
import com.hazelcast.spi.impl.operationservice.PartitionAwareOperation;
import io.gridscript.grid.GridOperation;
import io.gridscript.grid.SerializerIds;

/** Asks the owner of a keyspace what is in it. */
public final class FiguresOperation extends GridOperation implements PartitionAwareOperation {

    private byte[] figures;

    @Override
    public void run() {
        Arrivals arrivals = service().batches().arrivals();
        if (!arrivals.isKeyspaceHere()) {
            throw new RetryableHazelcastException("The keyspace is not here at the moment");
        }
        figures = arrivals.figures();
    }

    @Override
    public Object getResponse() {
        return figures;
    }

    @Override
    public int getClassId() {
        return SerializerIds.FIGURES;
    }
}
