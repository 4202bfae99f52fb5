package io.gridscript.keyspace;

/**
 * A key of a database with its value, deadline and version. Commands get entries from {@link
 * Database} and change values through them, so that every change is recorded.
 */
public final class Entry {

    /** Deadline of a key that doesn't expire. */
    public static final long NO_DEADLINE = -1;

    final Database database;
    final byte[] key;
    Value value;
    long deadline = NO_DEADLINE;
    long version;

    /** Its place in the database's deadline queue, or -1. */
    int deadlinePlace = -1;

    /** Unix time of the last access, in seconds, as OBJECT IDLETIME measures from. */
    int accessed;

    Entry(Database database, byte[] key, Value value) {
        this.database = database;
        this.key = key;
        this.value = value;
    }

    /** The key's bytes; not to be changed. */
    public byte[] key() {
        return key;
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

    /** Changes with every change of the key or its value; never twice the same in a keyspace. */
    public long version() {
        return version;
    }

    /** Unix time of the last access, in seconds. */
    public int accessed() {
        return accessed;
    }

    /** Where the changes of this key are recorded. */
    Effects effects() {
        return database.keyspace().effects();
    }
}
