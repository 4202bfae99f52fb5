package io.gridscript.keyspace;

/**
 * Up to where values keep their compact encodings, as the directives of the same names set it. Read
 * by holders, set by CONFIG SET from other threads.
 */
public final class EncodingLimits {

    private volatile int hashMaxListpackEntries = 512;
    private volatile int hashMaxListpackValue = 64;
    private volatile ListpackLimit list = new ListpackLimit(-2);

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

    ListpackLimit list() {
        return list;
    }

    /** A number of elements, or below zero one of five sizes in bytes. */
    public void listMaxListpackSize(int size) {
        list = new ListpackLimit(size);
    }
}
