package io.gridscript.grid.commit;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.SnapshotReader;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Makes a copy from the pieces of a {@link CopySnapshot}. The answers hold once the data is there.
 */
final class CopySnapshotReader {

    private final SnapshotReader data;
    private final RememberedAnswers answers;
    private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
    private boolean answersArrive;

    CopySnapshotReader(Keyspace keyspace, RememberedAnswers answers) {
        this.answers = answers;
        data = new SnapshotReader(keyspace);
    }

    SnapshotProgress read(byte[] piece) throws CorruptInput {
        if (piece.length == 0) {
            throw new CorruptInput("an empty piece of a snapshot");
        }
        switch (piece[0]) {
            case CopySnapshot.FIRST_ANSWERS:
                arrived.reset();
                answersArrive = true;
                break;
            case CopySnapshot.MORE_ANSWERS:
                break;
            case CopySnapshot.DATA:
                return readData(Arrays.copyOfRange(piece, 1, piece.length));
            default:
                throw new CorruptInput("an unknown piece of a snapshot");
        }
        if (!answersArrive) {
            return SnapshotProgress.MISSED;
        }
        arrived.write(piece, 1, piece.length - 1);
        return SnapshotProgress.INCOMPLETE;
    }

    private SnapshotProgress readData(byte[] chunk) throws CorruptInput {
        if (!answersArrive) {
            return SnapshotProgress.MISSED;
        }
        switch (data.read(chunk)) {
            case INCOMPLETE:
                return SnapshotProgress.INCOMPLETE;
            case COMPLETE:
                answersArrive = false;
                answers.become(arrived.toByteArray());
                arrived.reset();
                return SnapshotProgress.COMPLETE;
            default:
                answersArrive = false;
                return SnapshotProgress.MISSED;
        }
    }
}
