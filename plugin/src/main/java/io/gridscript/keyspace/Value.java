package io.gridscript.keyspace;

/** What a key holds. Each type changes in place through methods that record their effect. */
public abstract sealed class Value permits StringValue, HashValue {

    /** As TYPE names it. */
    public abstract String type();

    /** As OBJECT ENCODING names it. */
    public abstract String encoding();

    /** An honest estimate of the heap it takes, in bytes, the key not included. */
    public abstract long sizeInBytes();

    /** A value of its own with equal contents, for COPY. */
    public abstract Value copy();
}
