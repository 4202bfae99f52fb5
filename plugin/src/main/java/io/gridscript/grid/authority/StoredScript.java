package io.gridscript.grid.authority;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.gridscript.grid.SerializerIds;
import io.gridscript.script.CachedScript;
import io.gridscript.script.LoadedBy;
import io.gridscript.script.Origin;
import io.gridscript.script.Script;
import java.io.IOException;

/**
 * A compiled script as the ReplicatedMap holds it: source, with what it says of its name, bytecode,
 * and how it came.
 */
public final class StoredScript implements IdentifiedDataSerializable {

    private byte[] source;
    private byte[] compiled;
    private Origin origin;
    private LoadedBy loadedBy;

    /** For deserialization. */
    public StoredScript() {}

    StoredScript(CachedScript cached) {
        this.source = cached.script().source();
        this.compiled = cached.script().compiled();
        this.origin = cached.origin();
        this.loadedBy = cached.loadedBy();
    }

    /** The script again, without compiling it. */
    Script script() {
        return Script.stored(source, compiled);
    }

    Origin origin() {
        return origin;
    }

    LoadedBy loadedBy() {
        return loadedBy;
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
        out.writeByte(loadedBy.how().ordinal());
        out.writeString(loadedBy.member());
        out.writeString(loadedBy.from());
        out.writeString(loadedBy.user());
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        source = in.readByteArray();
        compiled = in.readByteArray();
        origin = Origin.values()[in.readByte()];
        loadedBy =
                new LoadedBy(
                        LoadedBy.How.values()[in.readByte()],
                        in.readString(),
                        in.readString(),
                        in.readString());
    }
}
