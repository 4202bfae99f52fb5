package io.gridscript.keyspace;

/** Tells whether keys of a database were changed since: what WATCH asks for. */
public final class KeyVersions {

    private final Database database;

    /** Number of the effect that exchanged the database last, or 0. */
    private long lastSwap;

    KeyVersions(Database database) {
        this.database = database;
    }

    long lastSwap() {
        return lastSwap;
    }

    void lastSwap(long sequence) {
        lastSwap = sequence;
    }

    /** What {@link #isUnchanged} takes to tell later whether a key was changed since. */
    public long of(byte[] key) {
        Keyspace keyspace = database.keyspace();
        Entry entry = database.visible(key, KeyHash.of(key));
        long sequence = keyspace.effects().sequence();
        if (entry != null) {
            return sequence;
        }
        keyspace.deletionMarks().watched(sequence, keyspace.now());
        return ~sequence;
    }

    /**
     * Whether nothing happened to a key since {@link #of} was asked, as WATCH means it: no change,
     * removal, expiry, and no exchange of databases that took or brought it. A key that was absent
     * must have been so all the time. When in doubt, because too much was removed or too much time
     * has passed, it says no.
     */
    public boolean isUnchanged(byte[] key, long watched) {
        Entry entry = database.visible(key, KeyHash.of(key));
        if (watched >= 0) {
            return entry != null && entry.version <= watched && lastSwap <= watched;
        }
        Keyspace keyspace = database.keyspace();
        return entry == null
                && keyspace.deletionMarks()
                        .absentSince(
                                database.number(), key, ~watched, keyspace.effects().sequence());
    }

    /**
     * Whether nothing happened to a key since the keyspace had made so many effects, for a WATCH
     * that couldn't ask for {@link #of}. When in doubt it says no.
     *
     * @param sequence of {@link Effects#sequence()}
     */
    public boolean isUnchangedSince(byte[] key, long sequence) {
        boolean isThere = database.visible(key, KeyHash.of(key)) != null;
        return isUnchanged(key, isThere ? sequence : ~sequence);
    }
}
