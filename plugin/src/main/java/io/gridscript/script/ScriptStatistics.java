package io.gridscript.script;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the runs of one script took on this member. Counted by the one thread that runs scripts on
 * their keyspace; any thread may read, and may then miss the last ones.
 */
public final class ScriptStatistics {

    private static final ThreadMXBean THREADS =
            ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads ? threads : null;

    /** Every so many runs' allocations are counted: to ask for them takes longer than to count. */
    private static final int CALLS_FOR_A_SAMPLE = 32;

    /** Each power of two is cut into so many classes of times. */
    private static final int CLASSES_OF_A_POWER = 8;

    private static final int CLASS_BITS = 3;

    /** Longer times than 2^40 ns, some 18 minutes, count as those. */
    private static final int POWERS = 40;

    /** Null until the script has run: many never do. */
    private volatile AtomicLongArray times;

    private long calls;
    private long errors;
    private long nanos;
    private long least = Long.MAX_VALUE;
    private long most;
    private long samples;
    private long sampledBytes;

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
        if (times == null) {
            times = new AtomicLongArray(POWERS * CLASSES_OF_A_POWER);
        }
        int index = indexOf(time);
        times.setPlain(index, times.getPlain(index) + 1);
    }

    /** Runs that have ended. */
    public long calls() {
        return calls;
    }

    /** Those of them that ended with an error. */
    public long errors() {
        return errors;
    }

    /** The time that the quickest took; 0 before the first. */
    public long leastNanos() {
        return calls == 0 ? 0 : least;
    }

    public long meanNanos() {
        return calls == 0 ? 0 : nanos / calls;
    }

    public long mostNanos() {
        return most;
    }

    /** The time that 99 of 100 took at most, at most an eighth too much. */
    public long nanosOf99Percent() {
        AtomicLongArray known = times;
        long beyond = calls / 100;
        for (int i = known == null ? -1 : known.length() - 1; i >= 0; i--) {
            beyond -= known.getPlain(i);
            if (beyond < 0) {
                return Math.min(greatestAt(i), most);
            }
        }
        return most;
    }

    /** The mean of what a run allocates on the heap, by a sample of them. */
    public long meanBytes() {
        return samples == 0 ? 0 : sampledBytes / samples;
    }

    private static int indexOf(long time) {
        int power = 63 - Long.numberOfLeadingZeros(time);
        if (power >= POWERS) {
            return POWERS * CLASSES_OF_A_POWER - 1;
        }
        long rest = power < CLASS_BITS ? time << CLASS_BITS - power : time >>> power - CLASS_BITS;
        return power * CLASSES_OF_A_POWER + (int) (rest & CLASSES_OF_A_POWER - 1);
    }

    private static long greatestAt(int index) {
        int power = index / CLASSES_OF_A_POWER;
        long next = (long) CLASSES_OF_A_POWER + index % CLASSES_OF_A_POWER + 1;
        return power < CLASS_BITS ? next >> CLASS_BITS - power : (next << power - CLASS_BITS) - 1;
    }
}
