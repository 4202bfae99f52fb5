package io.gridscript.keyspace;

/**
 * Applies to a copy of a keyspace what {@link EffectWriter} wrote of it: the changes alone, without
 * commands, expiry or eviction. Afterwards keys, versions, sequence and deletion marks of the copy
 * are those of the original.
 */
public final class EffectReader {

    /** What became of a batch. */
    public enum Result {
        /** The copy has the effects now. */
        APPLIED,
        /** The copy had all of them already: nothing was done. */
        KNOWN,
        /**
         * The copy lacks something that came before them, or is incomplete, or has other effects
         * than their owner had: nothing was done, it needs a snapshot.
         */
        GAP
    }

    private final Keyspace copy;
    private final WireInput in;

    private final long from;
    private final long historyBefore;
    private final long clock;
    private final DeletionMarks.State marks;
    private boolean marksBeginLater;

    private int database;
    private byte[] key;
    private int hash;

    private EffectReader(Keyspace copy, WireInput in) throws CorruptInput {
        this.copy = copy;
        this.in = in;
        from = in.number();
        historyBefore = in.fixed();
        clock = in.signed();
        marks = DeletionMarks.State.read(in);
    }

    /**
     * Applies a batch. Runs at its beginning that the copy has are left out, as when a snapshot was
     * made while the batch was being gathered.
     *
     * @throws CorruptInput when the batch did not arrive as it was sent: nothing was done then; or
     *     when it can't be applied: the copy is incomplete then
     */
    public static Result apply(Keyspace copy, byte[] batch) throws CorruptInput {
        WireInput in = Envelope.open(Envelope.EFFECTS, batch);
        return copy.isComplete() ? new EffectReader(copy, in).apply() : Result.GAP;
    }

    private Result apply() throws CorruptInput {
        boolean hasRuns = !in.isAtEnd();
        long sequence = from;
        long history = historyBefore;
        while (!isAt(sequence, history) && !in.isAtEnd()) {
            int effects = in.number(Integer.MAX_VALUE);
            in.signed();
            int bytes = in.length();
            sequence += effects;
            history = historyAfter(history, sequence, bytes);
            in.skip(bytes);
        }
        if (!isAt(sequence, history)) {
            return copy.history().knows(sequence, history) ? Result.KNOWN : Result.GAP;
        }
        if (hasRuns && in.isAtEnd()) {
            return Result.KNOWN;
        }
        copy.incomplete();
        applyRuns();
        copy.complete();
        return Result.APPLIED;
    }

    private boolean isAt(long sequence, long history) {
        return copy.effects().sequence() == sequence && copy.history().digest() == history;
    }

    private long historyAfter(long before, long sequence, int bytes) {
        return History.next(before, sequence, Envelope.checksum(in.array(), in.position(), bytes));
    }

    private void applyRuns() throws CorruptInput {
        prepareMarks();
        while (!in.isAtEnd()) {
            int effects = in.number(Integer.MAX_VALUE);
            copy.now(clock + in.signed());
            applyRun(effects, in.length());
        }
        followMarks();
    }

    private void applyRun(int effects, int bytes) throws CorruptInput {
        int left = in.remaining() - bytes;
        long sequence = copy.effects().sequence() + effects;
        long history = historyAfter(copy.history().digest(), sequence, bytes);
        database = 0;
        key = null;
        for (int i = 0; i < effects; i++) {
            followMarks();
            applyEffect();
        }
        check(in.remaining() == left, "a run has other bytes than it says");
        check(copy.effects().sequence() == sequence, "a run has other effects than it says");
        copy.history().add(sequence, history);
    }

    /**
     * Marks are those of the original from the sequence on at which it began to keep them, which
     * may lie in the middle of what is about to be applied.
     */
    private void prepareMarks() {
        DeletionMarks own = copy.deletionMarks();
        if (marks.recording() && own.isRecording() && own.floor() == marks.floor()) {
            own.begin(marks);
        } else {
            own.end();
            marksBeginLater = marks.recording();
        }
    }

    private void followMarks() {
        long sequence = copy.effects().sequence();
        if (marksBeginLater && sequence >= marks.floor()) {
            marksBeginLater = false;
            copy.deletionMarks().begin(marks.notBefore(sequence));
        }
    }

    private void applyEffect() throws CorruptInput {
        int first = in.octet();
        if ((first & EffectWriter.SAME_DATABASE) == 0) {
            database = databaseNumber();
        }
        if ((first & EffectWriter.SAME_KEY) == 0) {
            key = in.string();
            hash = KeyHash.of(key);
        }
        EffectKind kind = EffectKind.of(first & EffectKind.MASK);
        switch (kind) {
            case KEY_ADDED -> addKey();
            case KEY_REPLACED -> replaceKey();
            case KEY_REMOVED -> changes().remove(entry());
            case KEY_EXPIRED -> changes().removeExpired(entry());
            case DEADLINE_CHANGED -> changes().deadline(entry(), deadline());
            case KEY_MOVED -> moveKey();
            case DATABASE_CLEARED -> clearDatabase();
            case DATABASES_SWAPPED -> swapDatabases();
            case NUMBER_SET -> string().set(in.signed());
            case STRING_APPENDED -> string().append(in.string());
            case STRING_RANGE_SET -> setRange();
            case STRING_SPLICED -> splice();
            case STRING_UNSHARED -> string().unshare();
            case FIELD_ADDED -> putField(true);
            case FIELD_REPLACED -> putField(false);
            case FIELD_REMOVED -> check(hash().remove(in.string()), "a field that isn't there");
            case ELEMENTS_PUSHED,
                    ELEMENTS_POPPED,
                    LIST_TRIMMED,
                    ELEMENT_REPLACED,
                    ELEMENT_INSERTED,
                    ELEMENTS_REMOVED ->
                    ListEffectReader.apply(kind, entry().value, in);
            case MEMBER_ADDED -> SetEffectReader.add(entry(), in);
            case MEMBER_REMOVED -> SetEffectReader.remove(entry(), in);
            case SORTED_MEMBER_ADDED, SORTED_MEMBER_SCORED, SORTED_MEMBER_REMOVED ->
                    SortedSetEffectReader.apply(kind, entry().value, in);
            case STREAM_ENTRY_APPENDED,
                    STREAM_ENTRY_DELETED,
                    STREAM_TRIMMED,
                    STREAM_RENUMBERED,
                    GROUP_ADDED,
                    GROUP_REMOVED ->
                    StreamEffectReader.apply(kind, entry().value, in);
            case GROUP_MOVED,
                    CONSUMER_ADDED,
                    CONSUMER_REMOVED,
                    CONSUMER_SEEN,
                    PENDING_PUT,
                    PENDING_REMOVED,
                    ENTRIES_DELIVERED ->
                    StreamEffectReader.applyToGroup(kind, entry().value, in);
        }
    }

    private void addKey() throws CorruptInput {
        long deadline = deadline();
        Value value = ValueKind.read(in).readAll(in);
        check(database().stored(key, hash) == null, "a key that is there already");
        changes().add(key, hash, value, deadline);
    }

    private void replaceKey() throws CorruptInput {
        long deadline = deadline();
        changes().replace(entry(), ValueKind.read(in).readAll(in), deadline);
    }

    private void moveKey() throws CorruptInput {
        Database target = copy.database(databaseNumber());
        byte[] targetKey = in.string();
        int targetHash = KeyHash.of(targetKey);
        Entry source = entry();
        Entry former = target.stored(targetKey, targetHash);
        check(former != source, "a key moved onto itself");
        changes().move(source, target, targetKey, targetHash, former);
    }

    private void clearDatabase() throws CorruptInput {
        check(changes().clear() > 0, "an empty database cleared");
    }

    private void swapDatabases() throws CorruptInput {
        copy.swap(database, databaseNumber());
    }

    private void setRange() throws CorruptInput {
        int offset = in.number(Integer.MAX_VALUE);
        byte[] patch = in.string();
        check(offset <= Integer.MAX_VALUE - patch.length, "a string that is too long");
        string().setRange(offset, patch);
    }

    private void splice() throws CorruptInput {
        int offset = in.number(Integer.MAX_VALUE);
        int removed = in.number(Integer.MAX_VALUE);
        byte[] replacement = in.string();
        StringValue value = string();
        check((long) offset + removed <= value.length(), "a part behind the end of a string");
        value.splice(offset, removed, replacement);
    }

    private void putField(boolean isNew) throws CorruptInput {
        boolean outgrown = in.octet() != 0;
        HashValue value = hash();
        check(value.put(in.string(), in.string()) == isNew, "a field that was there or not");
        value.outgrown(outgrown);
    }

    private int databaseNumber() throws CorruptInput {
        return in.number(copy.databases() - 1);
    }

    private long deadline() throws CorruptInput {
        return in.octet() == 0 ? Entry.NO_DEADLINE : clock + in.signed();
    }

    private Database database() {
        return copy.database(database);
    }

    private KeyChanges changes() {
        return database().changes();
    }

    private Entry entry() throws CorruptInput {
        Entry entry = key == null ? null : database().stored(key, hash);
        check(entry != null, "a key that isn't there");
        return entry;
    }

    private StringValue string() throws CorruptInput {
        if (entry().value instanceof StringValue string) {
            return string;
        }
        throw new CorruptInput("a change of a string that isn't one");
    }

    private HashValue hash() throws CorruptInput {
        if (entry().value instanceof HashValue value) {
            return value;
        }
        throw new CorruptInput("a change of a hash that isn't one");
    }

    private static void check(boolean fits, String fault) throws CorruptInput {
        if (!fits) {
            throw new CorruptInput(fault);
        }
    }
}
