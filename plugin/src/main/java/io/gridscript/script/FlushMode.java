package io.gridscript.script;

/** How the stored scripts of a flushed epoch go. */
public enum FlushMode {
    /** The map is cleared in place, before the reply. */
    SYNC,
    /** The map is swapped out; the old one is destroyed after the reply. */
    ASYNC
}
