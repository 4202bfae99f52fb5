package io.gridscript.grid.routing;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import com.hazelcast.spi.impl.operationservice.CallStatus;
import com.hazelcast.spi.impl.operationservice.Offload;
import com.hazelcast.spi.impl.operationservice.Operation;
import com.hazelcast.spi.impl.operationservice.PartitionAwareOperation;
import io.gridscript.grid.GridService;
import io.gridscript.grid.SerializerIds;
import java.io.IOException;

/**
 * Brings a batch to the owner of its keyspace. On the partition thread it only goes into the
 * mailbox; Hazelcast has checked by then that this member is the owner and that the partition isn't
 * migrating, and otherwise sends the operation again. Its response is the answer.
 */
public final class BatchOperation extends Operation
        implements PartitionAwareOperation, IdentifiedDataSerializable {

    private byte[] batch;

    /** For deserialization. */
    public BatchOperation() {}

    BatchOperation(byte[] batch) {
        this.batch = batch;
    }

    @Override
    public CallStatus call() {
        return new Offload(this) {
            @Override
            public void start() {
                GridService service = getService();
                service.batches().arrived(batch, new Response());
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
    public String getServiceName() {
        return GridService.NAME;
    }

    @Override
    public int getFactoryId() {
        return SerializerIds.FACTORY;
    }

    @Override
    public int getClassId() {
        return SerializerIds.BATCH;
    }

    @Override
    protected void writeInternal(ObjectDataOutput out) throws IOException {
        out.writeByteArray(batch);
    }

    @Override
    protected void readInternal(ObjectDataInput in) throws IOException {
        batch = in.readByteArray();
    }
}
