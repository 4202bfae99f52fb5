package io.gridscript.grid.commit;

import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.SnapshotWriter;
import java.util.Iterator;

/**
 * A copy of a keyspace in pieces of about a megabyte: first the answers to remember, cut anywhere,
 * then the data. The first byte of a piece says which it is.
 */
public final class CopySnapshot implements Iterator<byte[]> {

    static final int FIRST_ANSWERS = 0;
    static final int MORE_ANSWERS = 1;
    static final int DATA = 2;

    private final SnapshotWriter data;
    private final byte[] answers;
    private int written;
    private boolean begun;

    CopySnapshot(Keyspace keyspace, RememberedAnswers answers) {
        this.answers = answers.toBytes();
        data = new SnapshotWriter(keyspace);
    }

    @Override
    public boolean hasNext() {
        return !begun || data.hasNext();
    }

    @Override
    public byte[] next() {
        if (written == answers.length) {
            byte[] chunk = data.next();
            return piece(DATA, chunk, 0, chunk.length);
        }
        int from = written;
        written = Math.min(answers.length, from + SnapshotWriter.CHUNK_BYTES);
        int kind = begun ? MORE_ANSWERS : FIRST_ANSWERS;
        begun = true;
        return piece(kind, answers, from, written);
    }

    private static byte[] piece(int kind, byte[] source, int from, int to) {
        byte[] piece = new byte[1 + to - from];
        piece[0] = (byte) kind;
        System.arraycopy(source, from, piece, 1, to - from);
        return piece;
    }
}
