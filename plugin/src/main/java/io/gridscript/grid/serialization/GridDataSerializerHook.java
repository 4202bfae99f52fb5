package io.gridscript.grid.serialization;

import com.hazelcast.internal.serialization.DataSerializerHook;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import io.gridscript.grid.HazelcastVersion;
import io.gridscript.grid.SerializerIds;
import io.gridscript.grid.authority.StoredScript;
import io.gridscript.grid.message.MessageOperation;

/** Makes this plugin's serialized classes; found by Hazelcast through META-INF/services. */
public final class GridDataSerializerHook implements DataSerializerHook {

    /** A Hazelcast that the service stays away from must not depend on our classes either. */
    @Override
    public boolean shouldRegister() {
        return HazelcastVersion.isKnown();
    }

    @Override
    public int getFactoryId() {
        return SerializerIds.FACTORY;
    }

    @Override
    public DataSerializableFactory createFactory() {
        return classId ->
                switch (classId) {
                    case SerializerIds.STORED_SCRIPT -> new StoredScript();
                    case SerializerIds.MESSAGE_OPERATION -> new MessageOperation();
                    default -> null;
                };
    }
}
