package io.gridscript.keyspace;

import java.util.Iterator;
import java.util.function.Function;

/**
 * The elements of a value that consists of pairs: of each its first, then its second part.
 *
 * @param <T> a pair
 */
final class PairIterator<T> implements Iterator<byte[]> {

    private final Iterator<T> rest;
    private final Function<T, byte[]> first;
    private final Function<T, byte[]> second;

    /** The pair of which the first part was given. */
    private T begun;

    PairIterator(Iterator<T> pairs, Function<T, byte[]> first, Function<T, byte[]> second) {
        this.rest = pairs;
        this.first = first;
        this.second = second;
    }

    @Override
    public boolean hasNext() {
        return begun != null || rest.hasNext();
    }

    @Override
    public byte[] next() {
        if (begun == null) {
            begun = rest.next();
            return first.apply(begun);
        }
        byte[] part = second.apply(begun);
        begun = null;
        return part;
    }
}
