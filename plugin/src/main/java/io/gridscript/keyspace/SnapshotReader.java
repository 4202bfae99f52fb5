package io.gridscript.keyspace;

/**
 * Makes a keyspace the copy of another from the chunks that {@link SnapshotWriter} wrote. The first
 * chunk of a snapshot empties it and makes it incomplete, the last makes it complete; a first chunk
 * may come at any time and begins anew.
 */
public final class SnapshotReader {

    /** How far it is after a chunk. */
    public enum Result {
        /** More is to come. */
        INCOMPLETE,
        /** That was the last chunk: the keyspace is a copy now. */
        COMPLETE,
        /** A chunk is missing before this one, which was not read: begin anew. */
        MISSED
    }

    /** What the next bytes are, when no string is being read. */
    private enum Expecting {
        ITEM,
        ENTRY_KEY,
        ENTRY_HEAD,
        ELEMENT,
        MARK_KEY,
        MARK_HEAD,
        NOTHING
    }

    private static final int NONE = -1;

    private final Keyspace copy;
    private WireInput in;
    private long snapshot;
    private int nextNumber = NONE;
    private long digest;
    private Expecting expecting;
    private Database database;
    private Entry entry;
    private ValueBuilder value;

    /** The string that is being read, or null; and how much of it is there. */
    private byte[] string;

    private int filled;

    /** The last string that has been read. */
    private byte[] whole;

    /** A reader for one copy; only snapshots and {@link EffectReader} change it meanwhile. */
    public SnapshotReader(Keyspace copy) {
        this.copy = copy;
    }

    /**
     * Reads the next chunk.
     *
     * @throws CorruptInput when the chunk did not arrive as it was sent or makes no sense; the rest
     *     of its snapshot is missed then
     */
    public Result read(byte[] chunk) throws CorruptInput {
        int expectedNumber = nextNumber;
        nextNumber = NONE;
        in = Envelope.open(Envelope.SNAPSHOT, chunk);
        long id = in.fixed();
        int number = in.number(Integer.MAX_VALUE - 1);
        long digestBefore = in.fixed();
        if (number == 0) {
            begin(id);
        } else if (number != expectedNumber || id != snapshot || digestBefore != digest) {
            return Result.MISSED;
        }
        while (!in.isAtEnd()) {
            readMore();
        }
        digest = History.next(digest, number + 1L, Envelope.checksum(chunk));
        if (expecting == Expecting.NOTHING) {
            copy.complete();
            return Result.COMPLETE;
        }
        nextNumber = number + 1;
        return Result.INCOMPLETE;
    }

    private void begin(long id) {
        copy.incomplete();
        copy.reset();
        snapshot = id;
        digest = 0;
        database = null;
        string = null;
        expecting = Expecting.ITEM;
    }

    private void readMore() throws CorruptInput {
        switch (expecting) {
            case ITEM -> readItem();
            case ENTRY_KEY -> {
                if (readString()) {
                    expecting = Expecting.ENTRY_HEAD;
                }
            }
            case ENTRY_HEAD -> readEntryHead();
            case ELEMENT -> readElement();
            case MARK_KEY -> {
                if (readString()) {
                    expecting = Expecting.MARK_HEAD;
                }
            }
            case MARK_HEAD -> readMarkHead();
            case NOTHING -> throw new CorruptInput("a snapshot goes on after its end");
        }
    }

    private void readItem() throws CorruptInput {
        switch (SnapshotItem.of(in.octet())) {
            case DATABASE -> {
                database = copy.database(in.number(copy.databases() - 1));
                database.versions().lastSwap(in.number());
            }
            case ENTRY -> expecting = Expecting.ENTRY_KEY;
            case DELETION_MARK -> expecting = Expecting.MARK_KEY;
            case END -> readEnd();
        }
    }

    /** Reads a string as far as it is there; whether it is whole, in {@link #whole} then. */
    private boolean readString() throws CorruptInput {
        if (string == null) {
            string = new byte[in.number(Integer.MAX_VALUE)];
            filled = 0;
        }
        filled += in.copyTo(string, filled, string.length - filled);
        if (filled < string.length) {
            return false;
        }
        whole = string;
        string = null;
        return true;
    }

    private void readEntryHead() throws CorruptInput {
        byte[] key = whole;
        int hash = KeyHash.of(key);
        if (database == null || database.stored(key, hash) != null) {
            throw new CorruptInput("a snapshot has a key without a database, or twice");
        }
        entry = new Entry(database, key, hash, null);
        entry.version = in.number();
        entry.deadline = in.signed();
        entry.accessed = (int) in.signed();
        value = ValueKind.read(in);
        expecting = Expecting.ELEMENT;
        finishEntry();
    }

    private void readElement() throws CorruptInput {
        if (readString()) {
            value.add(whole);
            finishEntry();
        }
    }

    private void finishEntry() throws CorruptInput {
        if (value.isDone()) {
            entry.value = value.value();
            database.changes().adopt(entry);
            expecting = Expecting.ITEM;
        }
    }

    private void readMarkHead() throws CorruptInput {
        copy.deletionMarks().add(in.number(copy.databases() - 1), whole, in.number());
        expecting = Expecting.ITEM;
    }

    private void readEnd() throws CorruptInput {
        long sequence = in.number();
        copy.effects().sequence(sequence);
        copy.history().reset(sequence, in.fixed());
        copy.now(in.signed());
        DeletionMarks.State marks = DeletionMarks.State.read(in);
        if (marks.recording()) {
            copy.deletionMarks().begin(marks);
        }
        expecting = Expecting.NOTHING;
    }
}
