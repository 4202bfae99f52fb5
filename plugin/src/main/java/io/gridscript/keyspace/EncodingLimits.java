package io.gridscript.keyspace;

/**
 * Up to where values keep their compact encodings, as the directives of the same names set it. Read
 * by holders, set by CONFIG SET from other threads.
 */
public final class EncodingLimits {

    private volatile int hashMaxListpackEntries = 512;
    private volatile int hashMaxListpackValue = 64;
    private volatile ListpackLimit list = new ListpackLimit(-2);

    private volatile int setMaxIntsetEntries = 512;
    private volatile int setMaxListpackEntries = 128;
    private volatile int setMaxListpackValue = 64;
    private volatile int zsetMaxListpackEntries = 128;
    private volatile int zsetMaxListpackValue = 64;
    private volatile int streamNodeMaxEntries = 100;
    private volatile int streamNodeMaxBytes = 4096;
    private volatile long hllSparseMaxBytes = 3000;

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

    /** How large a list may be in its compact encoding, and a node of a longer one. */
    public ListpackLimit list() {
        return list;
    }

    /** A number of elements, or below zero one of five sizes in bytes. */
    public void listMaxListpackSize(int size) {
        list = new ListpackLimit(size);
    }

    public int setMaxIntsetEntries() {
        return setMaxIntsetEntries;
    }

    public void setMaxIntsetEntries(int entries) {
        setMaxIntsetEntries = entries;
    }

    public int setMaxListpackEntries() {
        return setMaxListpackEntries;
    }

    public void setMaxListpackEntries(int entries) {
        setMaxListpackEntries = entries;
    }

    /** In bytes. */
    public int setMaxListpackValue() {
        return setMaxListpackValue;
    }

    public void setMaxListpackValue(int bytes) {
        setMaxListpackValue = bytes;
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

    /** How many entries of a stream lie together; 0: any number. */
    public int streamNodeMaxEntries() {
        return streamNodeMaxEntries;
    }

    public void streamNodeMaxEntries(int entries) {
        streamNodeMaxEntries = entries;
    }

    /** How many bytes of a stream lie together; 0: any number. */
    public int streamNodeMaxBytes() {
        return streamNodeMaxBytes;
    }

    public void streamNodeMaxBytes(int bytes) {
        streamNodeMaxBytes = bytes;
    }

    /** How long the string of a HyperLogLog may be in its sparse form, in bytes. */
    public long hllSparseMaxBytes() {
        return hllSparseMaxBytes;
    }

    public void hllSparseMaxBytes(long bytes) {
        hllSparseMaxBytes = bytes;
    }
}
