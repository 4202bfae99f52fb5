package io.gridscript.script;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the runs of one script took on this member. Counted by the one thread that runs scripts on
 * their keyspace, or by many where it is shared; any thread may read, and may then miss the last
 * ones.
 */
public final class ScriptStatistics {

    private static final ThreadMXBean THREADS =
            ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads ? threads : null;

    /** Every so many runs' allocations are counted: to ask for them takes longer than to count. */
    private static final int CALLS_FOR_A_SAMPLE = 32;

    /**
     * How many runs took as long as each class of {@link TimeClasses}, a row for each power, null
     * as long as none took so long: most scripts take about the same time again and again.
     */
    private final AtomicLongArray[] times = new AtomicLongArray[TimeClasses.POWERS];

    private final boolean isShared;
    private long calls;
    private long errors;
    private long nanos;
    private long least = Long.MAX_VALUE;
    private long most;
    private long samples;
    private long sampledBytes;

    /**
     * @param isShared whether several threads count at a time, as for entries of caches
     */
    ScriptStatistics(boolean isShared) {
        this.isShared = isShared;
    }

    /** Marks where a run begins; to be handed to {@link #ended}. */
    long begins() {
        return calls % CALLS_FOR_A_SAMPLE == 0 && THREADS != null
                ? THREADS.getCurrentThreadAllocatedBytes()
                : -1;
    }

    /**
     * Counts a run.
     *
     * @param mark from {@link #begins}
     * @param failed whether it ended with an error
     */
    void ended(long mark, long runNanos, boolean failed) {
        if (isShared) {
            synchronized (this) {
                count(mark, runNanos, failed);
            }
        } else {
            count(mark, runNanos, failed);
        }
    }

    private void count(long mark, long runNanos, boolean failed) {
        if (mark >= 0) {
            samples++;
            sampledBytes += THREADS.getCurrentThreadAllocatedBytes() - mark;
        }
        calls++;
        if (failed) {
            errors++;
        }
        long time = Math.max(1, runNanos);
        nanos += time;
        least = Math.min(least, time);
        most = Math.max(most, time);
        int index = TimeClasses.indexOf(time);
        AtomicLongArray row = row(index);
        int place = index % TimeClasses.CLASSES_OF_A_POWER;
        row.setPlain(place, row.getPlain(place) + 1);
    }

    private AtomicLongArray row(int index) {
        int power = index / TimeClasses.CLASSES_OF_A_POWER;
        AtomicLongArray row = times[power];
        if (row == null) {
            row = new AtomicLongArray(TimeClasses.CLASSES_OF_A_POWER);
            times[power] = row;
        }
        return row;
    }

    /**
     * All of it so far.
     *
     * @param tier how the script is run now
     */
    ScriptTotals totals(String tier) {
        if (isShared) {
            synchronized (this) {
                return totalsNow(tier);
            }
        }
        return totalsNow(tier);
    }

    private ScriptTotals totalsNow(String tier) {
        long[] copy = new long[calls == 0 ? 0 : TimeClasses.COUNT];
        for (int i = 0; i < copy.length; i++) {
            AtomicLongArray row = times[i / TimeClasses.CLASSES_OF_A_POWER];
            copy[i] = row == null ? 0 : row.getPlain(i % TimeClasses.CLASSES_OF_A_POWER);
        }
        return ScriptTotals.of(
                calls, errors, nanos, least, most, samples, sampledBytes, tier, copy);
    }
}
