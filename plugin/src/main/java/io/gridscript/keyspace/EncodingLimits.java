package io.gridscript.keyspace;

/**
 * Up to where values keep their compact encodings, as the directives of the same names set it. Read
 * by holders, set by CONFIG SET from other threads.
 */
public final class EncodingLimits {

    private volatile int hashMaxListpackEntries = 512;
    private volatile int hashMaxListpackValue = 64;
    private volatile int zsetMaxListpackEntries = 128;
    private volatile int zsetMaxListpackValue = 64;

    public int hashMaxListpackEntries() {
        return hashMaxListpackEntries;
    }

    public void hashMaxListpackEntries(int entries) {
        hashMaxListpackEntries = entries;
    }

    /** In bytes. */
    public int hashMaxListpackValue() {
        return hashMaxListpackValue;
    }

    public void hashMaxListpackValue(int bytes) {
        hashMaxListpackValue = bytes;
    }

    public int zsetMaxListpackEntries() {
        return zsetMaxListpackEntries;
    }

    public void zsetMaxListpackEntries(int entries) {
        zsetMaxListpackEntries = entries;
    }

    /** In bytes. */
    public int zsetMaxListpackValue() {
        return zsetMaxListpackValue;
    }

    public void zsetMaxListpackValue(int bytes) {
        zsetMaxListpackValue = bytes;
    }
}
