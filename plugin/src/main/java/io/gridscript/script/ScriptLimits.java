package io.gridscript.script;

import java.util.concurrent.TimeUnit;

/**
 * What a run may take: the directives script-memory-limit and script-time-limit. For any thread.
 */
public final class ScriptLimits {

    /** Lets a run take what it wants. */
    static final ScriptLimits NONE = new ScriptLimits();

    private static final int ALL = 100;

    private volatile long memoryBytes = Long.MAX_VALUE;
    private volatile long nanoseconds;

    /**
     * Sets how much of the heap a run may hold.
     *
     * @param limit bytes; below zero, a percentage of the heap; 0: no limit
     */
    public void memory(long limit) {
        if (limit == 0) {
            memoryBytes = Long.MAX_VALUE;
        } else {
            memoryBytes = limit > 0 ? limit : Runtime.getRuntime().maxMemory() / ALL * -limit;
        }
    }

    /** Sets how long a run may take; 0: any time. */
    public void milliseconds(long milliseconds) {
        nanoseconds = TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    long memoryBytes() {
        return memoryBytes;
    }

    /** Whether a run that has taken so long must end. */
    boolean isPassed(long elapsedNanoseconds) {
        long limit = nanoseconds;
        return limit > 0 && elapsedNanoseconds > limit;
    }

    long milliseconds() {
        return TimeUnit.NANOSECONDS.toMillis(nanoseconds);
    }
}
