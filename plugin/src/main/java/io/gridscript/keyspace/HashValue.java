package io.gridscript.keyspace;

/** A hash: fields with values, in the order in which the fields came while it is compact. */
public final class HashValue extends Value {

    private final ByteMap<byte[]> fields = new ByteMap<>();

    public int size() {
        return fields.size();
    }

    /** The value of a field, or null. */
    public byte[] get(byte[] field) {
        return fields.get(field);
    }

    @Override
    public String type() {
        return "hash";
    }

    @Override
    public String encoding() {
        return "listpack";
    }

    @Override
    public long sizeInBytes() {
        return 0;
    }

    @Override
    public HashValue copy() {
        return new HashValue();
    }
}
