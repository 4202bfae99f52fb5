package io.gridscript.keyspace;

/** Is told of keys before they change, by the holder of their keyspace. */
public interface BeforeChange {

    /**
     * A key that is there is about to get another value, name or deadline, or its value changes.
     */
    void changing(Entry entry);

    /** The keyspace is about to become another one as a whole; nothing more is told. */
    void replaced();
}
