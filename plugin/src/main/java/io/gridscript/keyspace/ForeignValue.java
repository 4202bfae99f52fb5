package io.gridscript.keyspace;

import java.util.Iterator;

/**
 * A value of Java that no command understands. It stands for its key only where an entry of a cache
 * is a keyspace of its own, is never copied or sent, and every command that wants a type refuses
 * it.
 */
public final class ForeignValue extends Value {

    private final Object object;

    public ForeignValue(Object object) {
        this.object = object;
    }

    /** What it is in Java. */
    public Object object() {
        return object;
    }

    @Override
    public String type() {
        return "java";
    }

    @Override
    public String encoding() {
        return "java";
    }

    @Override
    public long sizeInBytes() {
        return 0;
    }

    @Override
    public Value copy() {
        return new ForeignValue(object);
    }

    @Override
    Value frozen() {
        return this;
    }

    @Override
    void writeHead(WireOutput out) {
        throw new IllegalStateException("a value of Java is not sent");
    }

    @Override
    Iterator<byte[]> elements() {
        throw new IllegalStateException("a value of Java has no elements");
    }

    @Override
    void addTo(DatasetDigest digest) {
        throw new IllegalStateException("a value of Java has no digest");
    }
}
