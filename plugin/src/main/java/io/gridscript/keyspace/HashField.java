package io.gridscript.keyspace;

/** A field of a hash with its value. */
public final class HashField extends ByteMap.Node {

    /** Heap bytes of a field and its place in the map, name and value not included. */
    private static final int OWN_BYTES = 48;

    byte[] value;

    HashField(byte[] name, int hash, byte[] value) {
        super(name, hash);
        this.value = value;
    }

    /** The field's name; not to be changed. */
    public byte[] name() {
        return key();
    }

    /** Its value; not to be changed. */
    public byte[] value() {
        return value;
    }

    long sizeInBytes() {
        return OWN_BYTES + Value.arrayBytes(key) + Value.arrayBytes(value);
    }
}
