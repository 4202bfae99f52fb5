package io.gridscript.grid.commit;

/** The other copies of a keyspace. A port: implemented with Hazelcast's operations. */
public interface Backups {

    /** A keyspace that nobody else has a copy of. */
    Backups NONE = (record, stored) -> stored.run();

    /**
     * Sends a record to every backup there is, again and again until each has it or is gone.
     *
     * @param stored called once, on any thread, when that is so
     */
    void send(byte[] record, Runnable stored);
}
