package io.gridscript.observe;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long the calls of one command took, in nanoseconds up to a second: powers of two, each cut
 * into 128 equal steps, as an HdrHistogram of two digits has them. So the figures are those that
 * Redis would tell. Safe for all threads; recording takes neither lock nor memory.
 */
public final class LatencyHistogram {

    /** Longer calls count as so long, as in Redis. */
    private static final long GREATEST = 1_000_000_000;

    private static final int STEP_BITS = 7;

    /** Where the cumulative distribution begins, about a microsecond; each level is twice that. */
    private static final long FIRST_LEVEL = 1024;

    private final AtomicLongArray counts = new AtomicLongArray(indexOf(GREATEST) + 1);

    /** Takes a level of the cumulative distribution. */
    @FunctionalInterface
    public interface Level {
        void add(long microseconds, long calls);
    }

    /** Counts a call. */
    public void record(long nanos) {
        counts.getAndIncrement(indexOf(Math.max(0, Math.min(nanos, GREATEST))));
    }

    /** How many calls were counted. */
    public long total() {
        long total = 0;
        for (int i = 0; i < counts.length(); i++) {
            total += counts.get(i);
        }
        return total;
    }

    /** Tells how many calls took no longer than each level at which there are more of them. */
    public void distribution(Level target) {
        long total = total();
        long cumulative = 0;
        int next = 0;
        for (long level = FIRST_LEVEL; cumulative < total; level *= 2) {
            long before = cumulative;
            int last = Math.min(indexOf(level), counts.length() - 1);
            for (; next <= last; next++) {
                cumulative += counts.get(next);
            }
            if (cumulative > before) {
                target.add(greatestAt(indexOf(level)) / 1000, cumulative);
            }
            if (next == counts.length()) {
                return;
            }
        }
    }

    /** Nanoseconds that so many of a hundred calls don't exceed. */
    public long percentile(double percent) {
        long wanted = Math.max(1, (long) (percent / 100 * total() + 0.5));
        long cumulative = 0;
        for (int i = 0; i < counts.length(); i++) {
            cumulative += counts.get(i);
            if (cumulative >= wanted) {
                return percent == 0 ? leastAt(i) : greatestAt(i);
            }
        }
        return 0;
    }

    /** Values of the first two powers have a place of their own, others share one. */
    private static int indexOf(long nanos) {
        int power = Math.max(0, Long.SIZE - 1 - STEP_BITS - Long.numberOfLeadingZeros(nanos | 1));
        return (power << STEP_BITS) + (int) (nanos >> power);
    }

    private static long leastAt(int index) {
        int power = powerOf(index);
        return (long) (index - (power << STEP_BITS)) << power;
    }

    private static long greatestAt(int index) {
        return leastAt(index) + (1L << powerOf(index)) - 1;
    }

    private static int powerOf(int index) {
        return Math.max(0, (index >> STEP_BITS) - 1);
    }
}
