package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.Keyspace;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Iterator;

/**
 * Writes a whole keyspace as an RDB file, in pieces. The keyspace must not change from the first
 * piece to the last: whoever writes holds it meanwhile; {@link RdbFileSnapshot} lets others change
 * it. A value is encoded as a whole before its pieces go.
 */
public final class RdbFileWriter {

    /** No piece is larger, in bytes. */
    public static final int PIECE_BYTES = FileOutput.PIECE_BYTES;

    private final Keyspace keyspace;
    private final long sequence;
    private final FileOutput out;
    private int nextDatabase;
    private Iterator<Entry> entries = Collections.emptyIterator();
    private boolean ended;

    public RdbFileWriter(Keyspace keyspace, RdbFileHeader header) {
        this.keyspace = keyspace;
        sequence = keyspace.effects().sequence();
        out = new FileOutput(header, keyspace.encodingLimits());
    }

    /** The oldest version in which nothing of a keyspace is lost. */
    public static int versionFor(Keyspace keyspace) {
        int version = RdbVersion.REDIS_7_0;
        for (int i = 0; i < keyspace.databases(); i++) {
            for (Entry entry : keyspace.database(i).entries()) {
                version = Math.max(version, Dump.versionFor(entry.value()));
            }
        }
        return version;
    }

    /** Whether a piece is to come. */
    public boolean hasNext() {
        return !ended || out.waiting() > 0;
    }

    /**
     * The next piece, of which there is one.
     *
     * @throws ConcurrentModificationException when the keyspace has changed since the beginning
     * @throws io.gridscript.reply.ErrorReply when no array could hold a value
     */
    public byte[] next() {
        if (keyspace.effects().sequence() != sequence) {
            throw new ConcurrentModificationException("keyspace changed while it was written");
        }
        while (!ended && out.waiting() < PIECE_BYTES) {
            writeMore();
        }
        return out.take();
    }

    private void writeMore() {
        if (entries.hasNext()) {
            out.entry(entries.next());
        } else if (nextDatabase < keyspace.databases()) {
            begin(keyspace.database(nextDatabase++));
        } else {
            out.end();
            ended = true;
        }
    }

    private void begin(Database database) {
        if (database.size() > 0) {
            out.database(database.number());
            out.sizes(database.size(), database.sizeWithDeadline());
            entries = database.entries().iterator();
        }
    }
}
