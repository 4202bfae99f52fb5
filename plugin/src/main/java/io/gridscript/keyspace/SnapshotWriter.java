package io.gridscript.keyspace;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a whole keyspace in chunks that {@link SnapshotReader} makes a copy from. The keyspace
 * must not change from the first chunk to the last: nobody may hold it meanwhile.
 *
 * <p>A chunk, in an {@link Envelope}: a number that is the snapshot's own, the chunk's number, a
 * digest of all chunks before it; then {@link SnapshotItem}s. One big value goes on in as many
 * chunks as it takes.
 */
public final class SnapshotWriter {

    /** How large a chunk gets unless said otherwise. */
    public static final int CHUNK_BYTES = 1 << 20;

    /** The smallest size of chunks that makes sense. */
    public static final int LEAST_CHUNK_BYTES = 256;

    /** What a chunk may need beside strings: envelope and header, and one item. */
    private static final int RESERVED_BYTES = 128;

    private final Keyspace keyspace;
    private final long sequence;
    private final int mostBytes;
    private final long snapshot = ThreadLocalRandom.current().nextLong();
    private final WireOutput header = new WireOutput();
    private final WireOutput chunk = new WireOutput();
    private final Queue<Mark> marks = new ArrayDeque<>();
    private int number;
    private long digest;
    private boolean ended;

    private int nextDatabase;
    private Iterator<Entry> entries = Collections.emptyIterator();

    /** The entry or mark whose head comes after its key, or null. */
    private Entry entry;

    private Mark mark;
    private Iterator<byte[]> elements = Collections.emptyIterator();

    /** The string that is being written, or null. */
    private byte[] string;

    private int written;

    private record Mark(int database, byte[] key, long sequence) {}

    /** A snapshot in chunks of about a megabyte. */
    public SnapshotWriter(Keyspace keyspace) {
        this(keyspace, CHUNK_BYTES);
    }

    /**
     * A snapshot in chunks of a size.
     *
     * @param chunkBytes no chunk is larger; at least {@link #LEAST_CHUNK_BYTES}
     */
    public SnapshotWriter(Keyspace keyspace, int chunkBytes) {
        if (chunkBytes < LEAST_CHUNK_BYTES) {
            throw new IllegalArgumentException("chunks of " + chunkBytes + " bytes are too small");
        }
        this.keyspace = keyspace;
        mostBytes = chunkBytes - RESERVED_BYTES;
        sequence = keyspace.effects().sequence();
        if (keyspace.deletionMarks().isRecording()) {
            keyspace.deletionMarks()
                    .forEach((database, key, at) -> marks.add(new Mark(database, key, at)));
        }
    }

    /** The sequence of the keyspace it is a snapshot of. */
    public long sequence() {
        return sequence;
    }

    public boolean hasNext() {
        return !ended;
    }

    /**
     * The next chunk.
     *
     * @throws ConcurrentModificationException when the keyspace has changed since the beginning
     */
    public byte[] next() {
        if (keyspace.effects().sequence() != sequence) {
            throw new ConcurrentModificationException("keyspace changed during its snapshot");
        }
        header.clear(Integer.MAX_VALUE);
        header.fixed(snapshot);
        header.number(number++);
        header.fixed(digest);
        chunk.clear(Integer.MAX_VALUE);
        while (!ended && chunk.length() < mostBytes) {
            writeMore();
        }
        byte[] message = Envelope.seal(Envelope.SNAPSHOT, header, chunk);
        digest = History.next(digest, number, Envelope.checksum(message));
        return message;
    }

    private void writeMore() {
        if (string != null) {
            writeBytes();
        } else if (entry != null) {
            writeEntryHead();
        } else if (mark != null) {
            writeMarkHead();
        } else if (elements.hasNext()) {
            begin(elements.next());
        } else if (entries.hasNext()) {
            begin(entries.next());
        } else if (nextDatabase < keyspace.databases()) {
            begin(keyspace.database(nextDatabase++));
        } else if (!marks.isEmpty()) {
            begin(marks.remove());
        } else {
            end();
        }
    }

    private void begin(Database database) {
        chunk.octet(SnapshotItem.DATABASE.ordinal());
        chunk.number(database.number());
        chunk.number(database.versions().lastSwap());
        entries = database.entries().iterator();
    }

    private void begin(Entry next) {
        entry = next;
        chunk.octet(SnapshotItem.ENTRY.ordinal());
        begin(next.key);
    }

    private void writeEntryHead() {
        chunk.number(entry.version);
        chunk.signed(entry.deadline);
        chunk.signed(entry.accessed);
        entry.value.writeHead(chunk);
        elements = entry.value.elements();
        entry = null;
    }

    private void begin(Mark next) {
        mark = next;
        chunk.octet(SnapshotItem.DELETION_MARK.ordinal());
        begin(next.key);
    }

    private void writeMarkHead() {
        chunk.number(mark.database);
        chunk.number(mark.sequence);
        mark = null;
    }

    private void begin(byte[] next) {
        string = next;
        written = 0;
        chunk.number(next.length);
        writeBytes();
    }

    private void writeBytes() {
        int room = Math.max(0, mostBytes - chunk.length());
        int count = Math.min(room, string.length - written);
        chunk.append(string, written, count);
        written += count;
        if (written == string.length) {
            string = null;
        }
    }

    private void end() {
        chunk.octet(SnapshotItem.END.ordinal());
        chunk.number(sequence);
        chunk.fixed(keyspace.history().digest());
        chunk.signed(keyspace.now());
        keyspace.deletionMarks().writeState(chunk);
        ended = true;
    }
}
