package io.gridscript.grid.authority;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.gridscript.grid.SerializerIds;
import io.gridscript.script.Origin;
import io.gridscript.script.Script;
import java.io.IOException;

/** A compiled script as the ReplicatedMap holds it: source, bytecode, and how it came. */
public final class StoredScript implements IdentifiedDataSerializable {

    private byte[] source;
    private byte[] compiled;
    private Origin origin;

    /** For deserialization. */
    public StoredScript() {}

    StoredScript(Script script, Origin origin) {
        this.source = script.source();
        this.compiled = script.compiled();
        this.origin = origin;
    }

    /** The script again, without compiling it. */
    Script script() {
        return Script.stored(source, compiled);
    }

    Origin origin() {
        return origin;
    }

    @Override
    public int getFactoryId() {
        return SerializerIds.FACTORY;
    }

    @Override
    public int getClassId() {
        return SerializerIds.STORED_SCRIPT;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeByteArray(source);
        out.writeByteArray(compiled);
        out.writeByte(origin.ordinal());
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        source = in.readByteArray();
        compiled = in.readByteArray();
        origin = Origin.values()[in.readByte()];
    }
}
