package io.gridscript.keyspace;

/** A string: bytes that may change in place. */
public final class StringValue extends Value {

    private byte[] bytes;

    /** Takes the array over: not to be changed by the caller afterwards. */
    public StringValue(byte[] bytes) {
        this.bytes = bytes;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public String type() {
        return "string";
    }

    @Override
    public String encoding() {
        return bytes.length <= 44 ? "embstr" : "raw";
    }

    @Override
    public long sizeInBytes() {
        return 16 + 16 + bytes.length;
    }

    @Override
    public StringValue copy() {
        return new StringValue(bytes.clone());
    }
}
