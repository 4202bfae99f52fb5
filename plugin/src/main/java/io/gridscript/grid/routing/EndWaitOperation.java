package io.gridscript.grid.routing;

import com.hazelcast.spi.exception.RetryableHazelcastException;
import com.hazelcast.spi.impl.operationservice.PartitionAwareOperation;
import io.gridscript.grid.PayloadOperation;
import io.gridscript.grid.SerializerIds;

/**
 * Asks the owner of a keyspace that a batch waits for keys no longer. The response is whether it
 * waited, or null when it doesn't wait there, maybe not yet.
 */
public final class EndWaitOperation extends PayloadOperation implements PartitionAwareOperation {

    private Boolean ended;

    /** For deserialization. */
    public EndWaitOperation() {}

    EndWaitOperation(byte[] wait) {
        super(wait);
    }

    @Override
    public void run() {
        Arrivals arrivals = service().batches().arrivals();
        if (!arrivals.isKeyspaceHere()) {
            throw new RetryableHazelcastException("The keyspace is not here at the moment");
        }
        ended = arrivals.endOfWait(payload());
    }

    @Override
    public Object getResponse() {
        return ended;
    }

    @Override
    public int getClassId() {
        return SerializerIds.END_WAIT;
    }
}
