package io.gridscript.command;

import java.util.concurrent.TimeUnit;

/** How much time evictions may take at once: the directive maxmemory-eviction-tenacity. */
public final class EvictionBudget {

    private static final int LINEAR = 10;
    private static final int UNLIMITED = 100;
    private static final double MICROSECONDS_OF_A_STEP = 50;
    private static final double GROWTH = 1.15;

    private volatile long nanos = nanos(LINEAR);

    /** Sets it from 0, no time, to 100, no limit. */
    public void tenacity(int percent) {
        nanos = nanos(percent);
    }

    boolean isExceeded(long elapsedNanos) {
        return elapsedNanos > nanos;
    }

    /** Half a millisecond by default; above, each step adds 15 percent. */
    private static long nanos(int percent) {
        if (percent >= UNLIMITED) {
            return Long.MAX_VALUE;
        }
        double micros = MICROSECONDS_OF_A_STEP * Math.min(percent, LINEAR);
        if (percent > LINEAR) {
            micros *= Math.pow(GROWTH, percent - LINEAR);
        }
        return TimeUnit.MICROSECONDS.toNanos((long) micros);
    }
}
