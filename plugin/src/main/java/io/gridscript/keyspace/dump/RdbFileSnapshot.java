package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.BeforeChange;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.Keyspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a keyspace as it was when that began as an RDB file, while it goes on changing: what is
 * about to change and isn't written yet is written first. Used by the holder; between pieces others
 * may hold the keyspace.
 *
 * <p>When the keyspace goes to another member, its copy here may be changed while nobody holds it:
 * so methods exclude each other.
 *
 * <p>Keys are written in the order of their hashes, so that it is known of each whether it is
 * written. A key whose version is later than the beginning is new or was written before its change.
 */
public final class RdbFileSnapshot implements BeforeChange {

    /** The keys of one database when it began. */
    private record Part(Database database, int number, int withDeadline, Entry[] entries) {}

    private final Keyspace keyspace;
    private final FileOutput out;
    private final long sequence;
    private final List<Part> parts = new ArrayList<>();

    /** Entries that were written before their turn, which is still to come. */
    private final Set<Entry> ahead = new HashSet<>();

    private int part;

    /** Of the part in progress: how many entries had their turn, and the hash of the last. */
    private int turns;

    private int lastHash;
    private int writtenDatabase = -1;
    private int sizesWritten = -1;
    private boolean isOver;
    private RuntimeException fault;
    private boolean isReplaced;

    /** Begins: the keyspace as it is now will be written. Takes as long as copying all places. */
    public RdbFileSnapshot(Keyspace keyspace, RdbFileHeader header) {
        this.keyspace = keyspace;
        out = new FileOutput(header, keyspace.encodingLimits());
        sequence = keyspace.effects().sequence();
        for (int i = 0; i < keyspace.databases(); i++) {
            Database database = keyspace.database(i);
            if (database.size() > 0) {
                parts.add(new Part(database, i, database.sizeWithDeadline(), entries(database)));
            }
        }
        keyspace.effects().tell(this);
    }

    private static Entry[] entries(Database database) {
        Entry[] entries = new Entry[database.size()];
        int count = 0;
        for (Entry entry : database.entries()) {
            entries[count++] = entry;
        }
        return entries;
    }

    /** The sequence of the keyspace it is a snapshot of. */
    public long sequence() {
        return sequence;
    }

    /** Puts the keys in order, before the first piece; needn't be done by the holder. */
    public void sort() {
        for (Part each : parts) {
            Arrays.sort(each.entries, Comparator.comparingInt(Entry::hash));
        }
    }

    /** Whether a piece is to come. */
    public synchronized boolean hasNext() {
        return !isOver || out.waiting() > 0;
    }

    /**
     * The next piece; it may be empty when time is up.
     *
     * @param nanos takes so long, or as long as one value takes
     * @throws IllegalStateException when the keyspace has become another one
     * @throws io.gridscript.reply.ErrorReply when no array could hold a value
     */
    public synchronized byte[] next(long nanos) {
        if (isReplaced) {
            throw new IllegalStateException("the keyspace was replaced while it was written");
        }
        if (fault != null) {
            throw fault;
        }
        long begin = System.nanoTime();
        do {
            writeMore();
        } while (!isOver
                && out.waiting() < FileOutput.PIECE_BYTES
                && System.nanoTime() - begin < nanos);
        return out.take();
    }

    /** No more pieces are wanted. */
    public synchronized void close() {
        isOver = true;
        ahead.clear();
        parts.clear();
        keyspace.effects().tellNoMore(this);
    }

    private void writeMore() {
        if (isOver) {
            return;
        }
        if (part == parts.size()) {
            out.end();
            close();
            return;
        }
        Part current = parts.get(part);
        if (turns == current.entries.length) {
            part++;
            turns = 0;
            return;
        }
        // All of one hash have their turns together.
        do {
            Entry entry = current.entries[turns++];
            lastHash = entry.hash();
            if (!ahead.remove(entry)) {
                write(current, entry);
            }
        } while (turns < current.entries.length && current.entries[turns].hash() == lastHash);
    }

    private void write(Part of, Entry entry) {
        if (writtenDatabase != of.number) {
            out.database(of.number);
            writtenDatabase = of.number;
        }
        if (of.number > sizesWritten && of == parts.get(part)) {
            out.sizes(of.entries.length, of.withDeadline);
            sizesWritten = of.number;
        }
        out.entry(entry);
    }

    @Override
    public synchronized void changing(Entry entry) {
        if (isOver || fault != null || entry.version() > sequence) {
            return;
        }
        for (int i = part; i < parts.size(); i++) {
            Part of = parts.get(i);
            if (of.database == entry.database() && !hadTurn(i, entry) && ahead.add(entry)) {
                writeAhead(of, entry);
            }
        }
    }

    private boolean hadTurn(int ofPart, Entry entry) {
        return ofPart == part && turns > 0 && entry.hash() <= lastHash;
    }

    /** Whoever is about to change it can't help it when that fails. */
    private void writeAhead(Part of, Entry entry) {
        try {
            write(of, entry);
        } catch (RuntimeException failure) {
            fault = failure;
        }
    }

    @Override
    public synchronized void replaced() {
        isReplaced = true;
    }
}
