package io.gridscript.api;

import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

/** For Hazelcast only: makes what this package sends, to be read. */
public final class ApiSerializableFactory implements DataSerializableFactory {

    static final int SCRIPT_PROCESSOR = 1;
    static final int COMMAND_TASK = 2;

    @Override
    public IdentifiedDataSerializable create(int classId) {
        return switch (classId) {
            case SCRIPT_PROCESSOR -> new ScriptProcessor<>();
            case COMMAND_TASK -> new CommandTask();
            default -> null;
        };
    }
}
