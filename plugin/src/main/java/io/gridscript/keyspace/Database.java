package io.gridscript.keyspace;

import io.gridscript.reply.ErrorReply;

/**
 * One numbered database of a keyspace: keys, values and deadlines. A key whose deadline the frozen
 * clock has reached is removed by the first look at it.
 */
public final class Database {

    private final Keyspace keyspace;
    private int number;
    private ByteMap<Entry> entries = new ByteMap<>();
    private DeadlineQueue deadlines = new DeadlineQueue();

    Database(Keyspace keyspace, int number) {
        this.keyspace = keyspace;
        this.number = number;
    }

    public Keyspace keyspace() {
        return keyspace;
    }

    public int number() {
        return number;
    }

    void number(int newNumber) {
        number = newNumber;
    }

    /** Keys it holds, those included whose deadline has passed unnoticed. */
    public int size() {
        return entries.size();
    }

    /** Keys with a deadline. */
    public int sizeWithDeadline() {
        return deadlines.size();
    }

    /** The entry of a key, or null; notes the access. */
    public Entry find(byte[] key) {
        Entry entry = peek(key);
        if (entry != null) {
            entry.accessed = (int) (keyspace.now() / 1000);
        }
        return entry;
    }

    /** The entry of a key, or null, without noting an access. */
    public Entry peek(byte[] key) {
        Entry entry = entries.get(key);
        if (entry != null && isExpired(entry)) {
            removeEntry(entry);
            return null;
        }
        return entry;
    }

    /**
     * The value of a key, or null.
     *
     * @throws ErrorReply WRONGTYPE when it is of another type
     */
    public <T extends Value> T find(byte[] key, Class<T> type) {
        Entry entry = find(key);
        return entry == null ? null : cast(entry, type);
    }

    /**
     * The value of an entry as that type.
     *
     * @throws ErrorReply WRONGTYPE when it is of another type
     */
    public static <T extends Value> T cast(Entry entry, Class<T> type) {
        if (!type.isInstance(entry.value)) {
            throw ErrorReply.WRONG_TYPE;
        }
        return type.cast(entry.value);
    }

    /**
     * Gives a key a value and a deadline in place of whatever it held.
     *
     * @param key kept as it is: not to be changed by the caller afterwards
     * @param deadline Unix milliseconds, or {@link Entry#NO_DEADLINE}
     */
    public Entry put(byte[] key, Value value, long deadline) {
        Effects effects = keyspace.effects();
        Entry entry = new Entry(this, key, value);
        entry.accessed = (int) (keyspace.now() / 1000);
        entry.deadline = deadline;
        Entry former = link(entry);
        if (effects.keeping()) {
            effects.add(new KeyPut(entry, former));
        }
        entry.version = effects.next();
        return entry;
    }

    /** Gives a key a value and leaves its deadline. */
    public Entry putKeepingDeadline(byte[] key, Value value) {
        Entry former = peek(key);
        return put(key, value, former == null ? Entry.NO_DEADLINE : former.deadline);
    }

    /** Removes a key; false when it wasn't there. */
    public boolean remove(byte[] key) {
        Entry entry = peek(key);
        if (entry == null) {
            return false;
        }
        removeEntry(entry);
        return true;
    }

    /** Sets or, with {@link Entry#NO_DEADLINE}, takes away the deadline of a key. */
    public void deadline(Entry entry, long deadline) {
        Effects effects = keyspace.effects();
        if (effects.keeping()) {
            effects.add(new DeadlineChanged(entry, entry.version, entry.deadline));
        }
        place(entry, deadline);
        entry.version = effects.next();
    }

    private void removeEntry(Entry entry) {
        Effects effects = keyspace.effects();
        unlink(entry);
        if (effects.keeping()) {
            effects.add(new KeyRemoved(entry));
        }
        effects.next();
    }

    private boolean isExpired(Entry entry) {
        return entry.deadline != Entry.NO_DEADLINE && entry.deadline <= keyspace.now();
    }

    /** Puts an entry in its place; returns the one that was there. */
    Entry link(Entry entry) {
        Entry former = entries.put(entry.key, entry);
        if (former != null) {
            deadlines.remove(former);
        }
        if (entry.hasDeadline()) {
            deadlines.add(entry);
        }
        return former;
    }

    void unlink(Entry entry) {
        entries.remove(entry.key);
        deadlines.remove(entry);
    }

    void place(Entry entry, long deadline) {
        deadlines.remove(entry);
        entry.deadline = deadline;
        if (entry.hasDeadline()) {
            deadlines.add(entry);
        }
    }

    /** A key was given a value. */
    private record KeyPut(Entry entry, Entry former) implements Effect {
        @Override
        public void undo() {
            if (former == null) {
                entry.database.unlink(entry);
            } else {
                entry.database.link(former);
            }
        }
    }

    /** A key was removed. */
    private record KeyRemoved(Entry entry) implements Effect {
        @Override
        public void undo() {
            entry.database.link(entry);
        }
    }

    /** The deadline of a key was set or taken away. */
    private record DeadlineChanged(Entry entry, long formerVersion, long formerDeadline)
            implements Effect {
        @Override
        public void undo() {
            entry.database.place(entry, formerDeadline);
            entry.version = formerVersion;
        }
    }
}
