package io.gridscript.grid.replication;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.gridscript.grid.GridOperation;
import io.gridscript.grid.SerializerIds;
import io.gridscript.grid.commit.CopySnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A whole snapshot at once, for clusters whose chunked migration is turned off. */
public final class WholeSnapshotOperation extends GridOperation {

    private CopySnapshot snapshot;
    private final List<byte[]> pieces = new ArrayList<>();

    /** For deserialization. */
    public WholeSnapshotOperation() {}

    WholeSnapshotOperation(CopySnapshot snapshot) {
        this.snapshot = snapshot;
    }

    @Override
    public void run() {
        pieces.forEach(piece -> service().replica().read(piece, null));
    }

    @Override
    public int getClassId() {
        return SerializerIds.WHOLE_SNAPSHOT;
    }

    @Override
    protected void writeInternal(ObjectDataOutput out) throws IOException {
        while (snapshot.hasNext()) {
            out.writeByteArray(snapshot.next());
        }
        out.writeByteArray(null);
    }

    @Override
    protected void readInternal(ObjectDataInput in) throws IOException {
        for (byte[] piece = in.readByteArray(); piece != null; piece = in.readByteArray()) {
            pieces.add(piece);
        }
    }
}
