package io.gridscript.grid;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;

/** An operation that carries bytes of a format of ours and nothing else. */
public abstract class PayloadOperation extends GridOperation {

    private byte[] payload;

    /** For deserialization. */
    protected PayloadOperation() {}

    protected PayloadOperation(byte[] payload) {
        this.payload = payload;
    }

    protected final byte[] payload() {
        return payload;
    }

    @Override
    protected final void writeInternal(ObjectDataOutput out) throws IOException {
        out.writeByteArray(payload);
    }

    @Override
    protected final void readInternal(ObjectDataInput in) throws IOException {
        payload = in.readByteArray();
    }
}
