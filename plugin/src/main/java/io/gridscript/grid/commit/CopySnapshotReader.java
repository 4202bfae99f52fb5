package io.gridscript.grid.commit;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.SnapshotReader;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Makes a copy from the pieces of a {@link CopySnapshot}. What was there before stays until the
 * last piece has come, because the sender may die before that.
 */
final class CopySnapshotReader {

    private final Keyspace keyspace;
    private final RememberedAnswers answers;
    private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();

    /** What is being made, or null. */
    private Keyspace made;

    private SnapshotReader data;

    CopySnapshotReader(Keyspace keyspace, RememberedAnswers answers) {
        this.answers = answers;
        this.keyspace = keyspace;
    }

    /** What has come so far is of no use any more. */
    void end() {
        made = null;
        data = null;
        arrived.reset();
    }

    SnapshotProgress read(byte[] piece) throws CorruptInput {
        if (piece.length == 0) {
            throw new CorruptInput("an empty piece of a snapshot");
        }
        switch (piece[0]) {
            case CopySnapshot.FIRST_ANSWERS:
                end();
                made = new Keyspace(keyspace.databases(), keyspace.encodingLimits());
                data = new SnapshotReader(made);
                break;
            case CopySnapshot.MORE_ANSWERS:
                break;
            case CopySnapshot.DATA:
                return readData(Arrays.copyOfRange(piece, 1, piece.length));
            default:
                throw new CorruptInput("an unknown piece of a snapshot");
        }
        if (made == null) {
            return SnapshotProgress.MISSED;
        }
        arrived.write(piece, 1, piece.length - 1);
        return SnapshotProgress.INCOMPLETE;
    }

    private SnapshotProgress readData(byte[] chunk) throws CorruptInput {
        if (made == null) {
            return SnapshotProgress.MISSED;
        }
        switch (data.read(chunk)) {
            case INCOMPLETE:
                return SnapshotProgress.INCOMPLETE;
            case COMPLETE:
                answers.become(arrived.toByteArray());
                keyspace.become(made);
                end();
                return SnapshotProgress.COMPLETE;
            default:
                end();
                return SnapshotProgress.MISSED;
        }
    }
}
