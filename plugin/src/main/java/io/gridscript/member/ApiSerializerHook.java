package io.gridscript.member;

import com.hazelcast.internal.serialization.DataSerializerHook;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import io.gridscript.api.ApiSerializableFactory;
import io.gridscript.grid.HazelcastVersion;
import io.gridscript.grid.SerializerIds;

/**
 * Makes what the public API sends, on members and on clients; found by Hazelcast through
 * META-INF/services.
 */
public final class ApiSerializerHook implements DataSerializerHook {

    @Override
    public boolean shouldRegister() {
        return HazelcastVersion.isKnown();
    }

    @Override
    public int getFactoryId() {
        return SerializerIds.API_FACTORY;
    }

    @Override
    public DataSerializableFactory createFactory() {
        return new ApiSerializableFactory();
    }
}
