package io.gridscript.grid;

import com.hazelcast.internal.serialization.DataSerializerHook;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import io.gridscript.grid.authority.StoredScript;

/**
 * Tells Hazelcast how to make this plugin's serialized classes; found through META-INF/services.
 * The factory's number can be changed by the system property {@code
 * hazelcast.serialization.ds.gridscript} where somebody else uses it, alike on all members.
 */
public final class GridDataSerializerHook implements DataSerializerHook {

    public static final int FACTORY_ID =
            Integer.getInteger("hazelcast.serialization.ds.gridscript", -6379);

    public static final int STORED_SCRIPT = 1;

    /** A Hazelcast that the service stays away from must not depend on our classes either. */
    @Override
    public boolean shouldRegister() {
        return HazelcastVersion.isKnown();
    }

    @Override
    public int getFactoryId() {
        return FACTORY_ID;
    }

    @Override
    public DataSerializableFactory createFactory() {
        return classId -> classId == STORED_SCRIPT ? new StoredScript() : null;
    }
}
