package io.gridscript.grid.routing;

import com.hazelcast.spi.exception.RetryableHazelcastException;
import com.hazelcast.spi.impl.operationservice.CallStatus;
import com.hazelcast.spi.impl.operationservice.Offload;
import com.hazelcast.spi.impl.operationservice.PartitionAwareOperation;
import io.gridscript.grid.PayloadOperation;
import io.gridscript.grid.SerializerIds;

/**
 * Brings a batch to the owner of its keyspace. On the partition thread it only goes into the
 * mailbox; Hazelcast has checked by then that this member is the owner and that the partition isn't
 * migrating, and otherwise sends the operation again. Its response is the answer.
 */
public final class BatchOperation extends PayloadOperation implements PartitionAwareOperation {

    /** For deserialization. */
    public BatchOperation() {}

    BatchOperation(byte[] batch) {
        super(batch);
    }

    @Override
    public CallStatus call() {
        return new Offload(this) {
            @Override
            public void start() {
                service().batches().arrivals().batch(payload(), new Response());
            }
        };
    }

    /** Sends the response, from any thread. */
    private final class Response implements ArrivedBatch.Answering {
        @Override
        public void answer(byte[] answer) {
            sendResponse(answer);
        }

        @Override
        public void moved() {
            sendResponse(new RetryableHazelcastException("The keyspace is not here at the moment"));
        }
    }

    @Override
    public int getClassId() {
        return SerializerIds.BATCH;
    }
}
