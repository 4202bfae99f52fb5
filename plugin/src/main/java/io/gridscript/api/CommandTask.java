package io.gridscript.api;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.gridscript.grid.ClientErrors;
import io.gridscript.grid.SerializerIds;
import java.io.IOException;
import java.util.concurrent.Callable;

/** A command that a Hazelcast client lets a member run. */
final class CommandTask
        implements Callable<Object>, HazelcastInstanceAware, IdentifiedDataSerializable {

    private byte[][] words;
    private boolean bytes;
    private HazelcastInstance member;

    /** To be read. */
    CommandTask() {}

    CommandTask(byte[][] words, boolean bytes) {
        this.words = words;
        this.bytes = bytes;
    }

    @Override
    public Object call() throws Exception {
        return new MemberRoute(member).call(words, bytes).get();
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        member = instance;
    }

    @Override
    public int getFactoryId() {
        return SerializerIds.API_FACTORY;
    }

    @Override
    public int getClassId() {
        return ApiSerializableFactory.COMMAND_TASK;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        ClientErrors.register(out, ScriptException.class, ScriptException::new);
        out.writeInt(words.length);
        for (byte[] word : words) {
            out.writeByteArray(word);
        }
        out.writeBoolean(bytes);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        words = new byte[in.readInt()][];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.readByteArray();
        }
        bytes = in.readBoolean();
    }
}
