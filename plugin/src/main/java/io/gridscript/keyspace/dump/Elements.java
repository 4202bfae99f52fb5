package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;

/** Takes the elements of a compact encoding one after the other. */
@FunctionalInterface
interface Elements {

    /**
     * Takes the next element; the array is its own.
     *
     * @throws CorruptInput when it can't be where it is
     */
    void take(byte[] element) throws CorruptInput;
}
