package io.gridscript.keyspace;

/**
 * The ways in which whole keys of a database change. Each makes one of the {@link KeyEffects} and
 * gives the key a new version; copies of the keyspace go the same way to make it again ({@link
 * EffectReader}), so nothing here looks at the clock or chooses encodings.
 */
final class KeyChanges {

    private final Database database;

    KeyChanges(Database database) {
        this.database = database;
    }

    /** Adds a key that isn't there. */
    Entry add(byte[] key, int hash, Value value, long deadline) {
        Keyspace keyspace = database.keyspace();
        Effects effects = keyspace.effects();
        Entry entry = new Entry(database, key, hash, value);
        entry.deadline = deadline;
        entry.accessed = keyspace.accesses().first();
        adopt(entry);
        if (effects.keeping()) {
            effects.add(new KeyEffects.Added(entry, database.number(), value.frozen(), deadline));
        }
        entry.version = effects.next();
        return entry;
    }

    /** Takes over a key of which this is a copy, without an effect. */
    void adopt(Entry entry) {
        entry.value.belongTo(entry);
        database.storage().add(entry);
        database.keyspace().awaited().given(database.number(), entry.key, entry.hash);
    }

    /** Gives a key another value and another deadline. */
    void replace(Entry entry, Value value, long deadline) {
        Keyspace keyspace = database.keyspace();
        Effects effects = keyspace.effects();
        effects.changing(entry);
        value.belongTo(entry);
        if (effects.keeping()) {
            effects.add(
                    new KeyEffects.Replaced(
                            entry,
                            database.number(),
                            entry.value,
                            entry.deadline,
                            entry.version,
                            value.frozen(),
                            deadline));
        }
        Storage storage = database.storage();
        storage.exchange(entry, value);
        keyspace.awaited().given(database.number(), entry.key, entry.hash);
        storage.deadline(entry, deadline);
        keyspace.accesses().accessed(entry);
        entry.version = effects.next();
    }

    void remove(Entry entry) {
        remove(entry, database.keyspace().effects().sequence() + 1, false);
    }

    /**
     * Removes a key whose deadline has passed. For whoever watched it as absent, because it had
     * passed then already, that is no change: the mark only tells of what happened to it before.
     */
    void removeExpired(Entry entry) {
        remove(entry, entry.version, true);
    }

    private void remove(Entry entry, long mark, boolean expired) {
        Keyspace keyspace = database.keyspace();
        Effects effects = keyspace.effects();
        database.storage().remove(entry);
        long formerMark = mark(entry, mark);
        if (effects.keeping()) {
            effects.add(new KeyEffects.Removed(entry, database.number(), formerMark, expired));
        }
        effects.next();
        keyspace.awaited().gone(database.number(), entry.key, entry.hash);
    }

    private long mark(Entry entry, long sequence) {
        Keyspace keyspace = database.keyspace();
        return keyspace.deletionMarks()
                .mark(database.number(), entry.key, sequence, keyspace.now());
    }

    /** Sets or, with {@link Entry#NO_DEADLINE}, takes away the deadline of a key. */
    void deadline(Entry entry, long deadline) {
        Effects effects = database.keyspace().effects();
        effects.changing(entry);
        if (effects.keeping()) {
            effects.add(
                    new KeyEffects.DeadlineChanged(
                            entry, database.number(), entry.version, entry.deadline, deadline));
        }
        database.storage().deadline(entry, deadline);
        entry.version = effects.next();
    }

    /**
     * Gives the value of a key and its deadline to another key.
     *
     * @param target the database of the other key
     * @param former what the other key holds until then, or null
     */
    Entry move(Entry source, Database target, byte[] key, int hash, Entry former) {
        Keyspace keyspace = database.keyspace();
        Effects effects = keyspace.effects();
        effects.changing(source);
        database.storage().remove(source);
        if (former != null) {
            target.storage().remove(former);
        }
        Entry moved = new Entry(target, key, hash, source.value);
        moved.deadline = source.deadline;
        moved.accessed = source.accessed;
        target.changes().adopt(moved);
        long formerMark = mark(source, effects.sequence() + 1);
        if (effects.keeping()) {
            effects.add(
                    new KeyEffects.Moved(
                            source, database.number(), formerMark, moved, target.number(), former));
        }
        moved.version = effects.next();
        keyspace.awaited().gone(database.number(), source.key, source.hash);
        return moved;
    }

    /** Removes all keys at once; tells how many there were. */
    int clear() {
        int removed = database.size();
        if (removed == 0) {
            return 0;
        }
        Keyspace keyspace = database.keyspace();
        Effects effects = keyspace.effects();
        DeletionMarks marks = keyspace.deletionMarks();
        Storage storage = database.storage();
        if (effects.keeping()) {
            effects.add(new KeyEffects.Cleared(database, database.number(), storage, marks.save()));
        }
        long sequence = effects.next();
        marks.expect(removed, keyspace.now());
        marks.markAll(database.number(), storage, sequence, keyspace.now());
        database.storage(new Storage());
        keyspace.awaited().replaced(database);
        return removed;
    }
}
