package io.gridscript.keyspace;

/** A value on its way from the wire: it takes the elements in order, then it is there. */
abstract class ValueBuilder {

    private int missing;

    /**
     * @param elements how many will come
     */
    ValueBuilder(int elements) {
        missing = elements;
    }

    /** Whether all elements have come. */
    final boolean isDone() {
        return missing == 0;
    }

    final void add(byte[] element) {
        take(element);
        missing--;
    }

    /** The next element; the array is its own. */
    abstract void take(byte[] element);

    /** The value, when all elements have come. */
    abstract Value value() throws CorruptInput;

    /** Reads all elements at once. */
    final Value readAll(WireInput in) throws CorruptInput {
        while (!isDone()) {
            add(in.string());
        }
        return value();
    }
}
