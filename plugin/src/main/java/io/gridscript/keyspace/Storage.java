package io.gridscript.keyspace;

import java.util.random.RandomGenerator;

/**
 * The entries of a database, those of them that expire, and how much heap they take. It changes
 * without effects, and nobody is told: {@link Database} sees to that.
 */
final class Storage {

    private final ByteMap<Entry> entries = new ByteMap<>();
    private final DeadlineQueue deadlines = new DeadlineQueue();
    private long sizeInBytes;

    Entry get(byte[] key, int hash) {
        return entries.get(key, hash);
    }

    /** All in the order in which they came. */
    ByteMap<Entry> entries() {
        return entries;
    }

    DeadlineQueue deadlines() {
        return deadlines;
    }

    /** An entry, each as likely as any other, or null when there is none. */
    Entry random(RandomGenerator random) {
        return entries.random(random);
    }

    long sizeInBytes() {
        return sizeInBytes;
    }

    /** A value has grown, or with a number below zero shrunk, within its entry. */
    void grown(long bytes) {
        sizeInBytes += bytes;
    }

    /** Puts an entry behind all others. */
    void add(Entry entry) {
        entries.add(entry);
        count(entry);
    }

    /** Puts an entry back where it was when it was taken out. */
    void restore(Entry entry) {
        entry.value.belongTo(entry);
        entries.restore(entry);
        count(entry);
    }

    private void count(Entry entry) {
        sizeInBytes += entry.sizeInBytes();
        if (entry.hasDeadline()) {
            deadlines.add(entry);
        }
    }

    void remove(Entry entry) {
        entries.remove(entry);
        sizeInBytes -= entry.sizeInBytes();
        deadlines.remove(entry);
    }

    void exchange(Entry entry, Value value) {
        sizeInBytes += value.sizeInBytes() - entry.value.sizeInBytes();
        entry.value = value;
    }

    /** Gives an entry another deadline, or with {@link Entry#NO_DEADLINE} none. */
    void deadline(Entry entry, long deadline) {
        boolean placed = entry.hasDeadline();
        entry.deadline = deadline;
        if (!entry.hasDeadline()) {
            deadlines.remove(entry);
        } else if (placed) {
            deadlines.moved(entry);
        } else {
            deadlines.add(entry);
        }
    }
}
