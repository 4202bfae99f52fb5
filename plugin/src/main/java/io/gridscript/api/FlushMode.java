package io.gridscript.api;

/** When {@link Gridscript#flush} is done. */
public enum FlushMode {
    /** When no member runs a flushed script any more and the script map was cleared in place. */
    SYNC,

    /**
     * When no member runs a flushed script any more; the old script map is destroyed meanwhile, on
     * an executor of Hazelcast.
     */
    ASYNC
}
