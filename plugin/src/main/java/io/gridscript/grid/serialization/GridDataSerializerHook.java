package io.gridscript.grid.serialization;

import com.hazelcast.internal.serialization.DataSerializerHook;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import io.gridscript.grid.HazelcastVersion;
import io.gridscript.grid.SerializerIds;
import io.gridscript.grid.authority.StoredScript;
import io.gridscript.grid.message.MessageOperation;
import io.gridscript.grid.replication.RecordOperation;
import io.gridscript.grid.replication.SnapshotOperation;
import io.gridscript.grid.replication.WholeSnapshotOperation;
import io.gridscript.grid.routing.AcknowledgeOperation;
import io.gridscript.grid.routing.BatchOperation;
import io.gridscript.grid.routing.EndWaitOperation;
import io.gridscript.grid.routing.FiguresOperation;

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
                    case SerializerIds.BATCH -> new BatchOperation();
                    case SerializerIds.ACKNOWLEDGE -> new AcknowledgeOperation();
                    case SerializerIds.RECORD -> new RecordOperation();
                    case SerializerIds.SNAPSHOT -> new SnapshotOperation();
                    case SerializerIds.WHOLE_SNAPSHOT -> new WholeSnapshotOperation();
                    case SerializerIds.FIGURES -> new FiguresOperation();
                    case SerializerIds.MESSAGE -> new MessageOperation();
                    case SerializerIds.END_WAIT -> new EndWaitOperation();
                    default -> null;
                };
    }
}
