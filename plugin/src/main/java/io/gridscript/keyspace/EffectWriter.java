package io.gridscript.keyspace;

import java.util.Arrays;
import java.util.List;

/**
 * Writes what happened to a keyspace, run by run, for its copies: {@link EffectReader} applies it.
 * A batch holds the runs added since the last one. Used by the holder.
 *
 * <p>A batch, in an {@link Envelope}: the sequence and the {@link History} before it, the clock of
 * its first run, the state of the deletion marks after it; then each run: how many effects, its
 * clock, how many bytes, the effects. An effect begins with its kind and says database and key
 * where they are others than those of the effect before it in the run.
 */
public final class EffectWriter {

    /** Bits beside an effect's kind. */
    static final int SAME_DATABASE = 0x80;

    static final int SAME_KEY = 0x40;

    /** Buffers that grew beyond it are given back. */
    private static final int MOST_BYTES_KEPT = 1 << 20;

    private final Keyspace keyspace;
    private final WireOutput header = new WireOutput();
    private final WireOutput body = new WireOutput();
    private final WireOutput run = new WireOutput();
    private boolean empty = true;
    private long from;
    private long to;
    private long historyBefore;
    private long clock;
    private int database;
    private byte[] key;

    /** A writer for the copies of one keyspace; the only one. */
    public EffectWriter(Keyspace keyspace) {
        this.keyspace = keyspace;
    }

    /**
     * Adds the effects that the keyspace has kept, those of a run that has just ended. They are
     * final then: forget them, don't undo them.
     *
     * @throws IllegalStateException when effects since the last run of the batch were not kept
     */
    public void add() {
        List<Effect> effects = keyspace.effects().kept();
        if (effects.isEmpty()) {
            return;
        }
        long sequence = keyspace.effects().sequence();
        long before = sequence - effects.size();
        if (empty) {
            begin(before);
        } else if (before != to) {
            throw new IllegalStateException("effects " + to + " to " + before + " were not kept");
        }
        writeRun(effects);
        addRun(effects.size());
        to = sequence;
        int checksum = Envelope.checksum(run.array(), 0, run.length());
        History history = keyspace.history();
        history.add(to, History.next(history.digest(), to, checksum));
    }

    /** Whether no run has been added since the last batch. */
    public boolean isEmpty() {
        return empty;
    }

    /** Bytes that wait, about. */
    public int sizeInBytes() {
        return body.length();
    }

    /** The sequence before the first run that waits. */
    public long from() {
        return empty ? keyspace.effects().sequence() : from;
    }

    /** The sequence after the last run that waits. */
    public long to() {
        return empty ? keyspace.effects().sequence() : to;
    }

    /**
     * Ends the batch and begins the next. A batch without runs is possible: it tells copies what
     * WATCH of absent keys began or ended.
     */
    public byte[] finish() {
        if (empty) {
            begin(keyspace.effects().sequence());
        }
        header.clear(MOST_BYTES_KEPT);
        header.number(from);
        header.fixed(historyBefore);
        header.signed(clock);
        keyspace.deletionMarks().writeState(header);
        byte[] batch = Envelope.seal(Envelope.EFFECTS, header, body);
        empty = true;
        body.clear(MOST_BYTES_KEPT);
        run.clear(MOST_BYTES_KEPT);
        return batch;
    }

    private void begin(long sequence) {
        empty = false;
        from = sequence;
        historyBefore = keyspace.history().digest();
        clock = keyspace.now();
    }

    private void writeRun(List<Effect> effects) {
        run.clear(MOST_BYTES_KEPT);
        database = 0;
        key = null;
        for (int i = 0; i < effects.size(); i++) {
            effects.get(i).writeTo(this);
        }
    }

    private void addRun(int effects) {
        body.number(effects);
        body.signed(keyspace.now() - clock);
        body.number(run.length());
        body.append(run);
    }

    /** Begins an effect on a key. */
    WireOutput begin(EffectKind kind, int databaseNumber, byte[] effectKey) {
        boolean sameKey = key != null && Arrays.equals(key, effectKey);
        beginWith(kind, databaseNumber, sameKey);
        if (!sameKey) {
            key = effectKey;
            run.string(key);
        }
        return run;
    }

    /** Begins an effect on a database. */
    WireOutput begin(EffectKind kind, int databaseNumber) {
        beginWith(kind, databaseNumber, true);
        return run;
    }

    private void beginWith(EffectKind kind, int databaseNumber, boolean sameKey) {
        boolean sameDatabase = databaseNumber == database;
        int bits = (sameDatabase ? SAME_DATABASE : 0) | (sameKey ? SAME_KEY : 0);
        run.octet(kind.ordinal() | bits);
        if (!sameDatabase) {
            database = databaseNumber;
            run.number(database);
        }
    }

    /** A time, short when it is near the clock. */
    void time(long unixMillis) {
        run.signed(unixMillis - clock);
    }

    /** A deadline or {@link Entry#NO_DEADLINE}. */
    void deadline(long unixMillis) {
        boolean none = unixMillis == Entry.NO_DEADLINE;
        run.octet(none ? 0 : 1);
        if (!none) {
            time(unixMillis);
        }
    }
}
