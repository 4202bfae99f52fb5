package io.gridscript.grid.message;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.impl.AllowedDuringPassiveState;
import com.hazelcast.spi.impl.operationservice.CallStatus;
import com.hazelcast.spi.impl.operationservice.Offload;
import io.gridscript.grid.GridOperation;
import io.gridscript.grid.SerializerIds;
import java.io.IOException;

/**
 * Carries a message to another member, where it is handled on a thread of its own and answered
 * whenever that is done. Members that leave still talk while their data moves away.
 */
public final class MessageOperation extends GridOperation implements AllowedDuringPassiveState {

    private MessageKind kind;
    private byte[] payload;

    /** For deserialization. */
    public MessageOperation() {}

    MessageOperation(MessageKind kind, byte[] payload) {
        this.kind = kind;
        this.payload = payload;
    }

    @Override
    public CallStatus call() {
        return new Handling();
    }

    private final class Handling extends Offload {

        Handling() {
            super(MessageOperation.this);
        }

        @Override
        public void start() {
            service().messages().receive(kind, getCallerAddress(), payload, this::answer);
        }

        private void answer(byte[] bytes, Throwable failure) {
            sendResponse(failure == null ? bytes : failure);
        }
    }

    /** Who sent it decides what a failure means. */
    @Override
    public void logError(Throwable e) {
        getLogger().fine("A message could not be handled", e);
    }

    @Override
    public int getClassId() {
        return SerializerIds.MESSAGE;
    }

    @Override
    protected void writeInternal(ObjectDataOutput out) throws IOException {
        out.writeByte(kind.ordinal());
        out.writeByteArray(payload);
    }

    @Override
    protected void readInternal(ObjectDataInput in) throws IOException {
        kind = MessageKind.values()[in.readByte()];
        payload = in.readByteArray();
    }
}
