package io.gridscript.keyspace;

/**
 * A key of a database with its value, deadline and version. Commands get entries from {@link
 * Database} and change values through them, so that every change is recorded.
 */
public final class Entry extends ByteMap.Node {

    /** Deadline of a key that doesn't expire. */
    public static final long NO_DEADLINE = -1;

    /** Heap bytes of an entry and its places in the maps, key and value not included. */
    private static final int OWN_BYTES = 72;

    final Database database;
    Value value;
    long deadline = NO_DEADLINE;
    long version;

    /** Its place in the database's deadline queue, or -1. */
    int deadlinePlace = -1;

    /**
     * Unix time of the last access, in seconds, as OBJECT IDLETIME measures from; under a policy
     * that counts accesses, {@link AccessFrequency}.
     */
    int accessed;

    Entry(Database database, byte[] key, int hash, Value value) {
        super(key, hash);
        this.database = database;
        this.value = value;
    }

    public Database database() {
        return database;
    }

    public Value value() {
        return value;
    }

    /** Unix time in milliseconds at which it expires, or {@link #NO_DEADLINE}. */
    public long deadline() {
        return deadline;
    }

    public boolean hasDeadline() {
        return deadline != NO_DEADLINE;
    }

    /** As Redis's keyIsExpired has it: at its deadline a key is still there. */
    boolean isExpired(long now) {
        return deadline != NO_DEADLINE && deadline < now;
    }

    /** Number of the last effect on the key or its value. */
    public long version() {
        return version;
    }

    /** Unix time of the last access, in seconds. */
    public int accessed() {
        return accessed;
    }

    /** Says when it was accessed last, instead of now: Unix time in seconds. */
    public void accessed(int unixSeconds) {
        accessed = unixSeconds;
    }

    /** How often it is used, as OBJECT FREQ tells: 0 to 255, on a logarithmic scale. */
    public int frequency() {
        Keyspace keyspace = database.keyspace();
        return AccessFrequency.count(accessed, keyspace.now(), keyspace.evictionSettings());
    }

    /** Says how often it is used. */
    public void frequency(int count) {
        accessed = AccessFrequency.of(count, database.keyspace().now());
    }

    /** An honest estimate of the heap that key and value take, in bytes. */
    public long sizeInBytes() {
        return OWN_BYTES + Value.arrayBytes(key) + value.sizeInBytes();
    }

    /** Where the changes of this key are recorded. */
    Effects effects() {
        return database.keyspace().effects();
    }
}
