package io.gridscript.keyspace;

/**
 * One typed change of a keyspace, made already, with what it takes to make it again elsewhere and
 * to undo it where it was made. Applying and undoing know no commands, expiry or eviction.
 */
interface Effect {

    /** Takes the change back. Effects are undone in the reverse of the order they were made in. */
    void undo();

    /**
     * Writes what {@link EffectReader} takes to make the change on another copy: {@link
     * EffectWriter#begin} first, then what this kind of effect carries.
     */
    void writeTo(EffectWriter writer);
}
