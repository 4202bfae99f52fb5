package io.gridscript.grid;

import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.impl.operationservice.Operation;

/** A Hazelcast operation of this plugin. */
public abstract class GridOperation extends Operation implements IdentifiedDataSerializable {

    /** The service on the member that the operation is on. */
    protected final GridService service() {
        return getService();
    }

    @Override
    public final String getServiceName() {
        return GridService.NAME;
    }

    @Override
    public final int getFactoryId() {
        return SerializerIds.FACTORY;
    }
}
