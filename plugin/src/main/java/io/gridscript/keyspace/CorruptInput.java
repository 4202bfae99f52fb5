package io.gridscript.keyspace;

/**
 * Bytes that should be effects, a piece of a snapshot or a dumped value are not, or do not fit the
 * copy they are for. A copy that was being changed when that was found is incomplete from then on.
 */
public class CorruptInput extends Exception {

    public CorruptInput(String message) {
        super(message);
    }
}
