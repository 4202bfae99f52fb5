package io.gridscript.keyspace.dump;

/** Versions of the RDB format, as payloads and files tell them. */
public final class RdbVersion {

    /** Of Redis 7.0, the first that reads all types. What was active when isn't told of streams. */
    public static final int REDIS_7_0 = 10;

    /** Of Redis 7.2. */
    public static final int REDIS_7_2 = 11;

    /** Of Redis 7.4 and 8.0. */
    public static final int NEWEST_READ = 12;

    private RdbVersion() {}
}
