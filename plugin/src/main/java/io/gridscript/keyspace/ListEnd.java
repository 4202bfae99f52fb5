package io.gridscript.keyspace;

/** The two ends of a list. */
public enum ListEnd {
    /** The left end, where elements are counted from. */
    HEAD,
    /** The right end. */
    TAIL
}
