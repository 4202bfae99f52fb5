package io.gridscript.observe;

import java.util.concurrent.TimeUnit;

/**
 * How fast a counter grows: the mean over its last samples, as Redis's instantaneous metrics. One
 * thread samples, any thread asks.
 */
public final class Rate {

    /** Samples that count, as in Redis, which takes one in each 100 ms. */
    private static final int SAMPLES = 16;

    private final long[] perSecond = new long[SAMPLES];
    private int next;
    private boolean begun;
    private long lastTime;
    private long lastTotal;

    /** Takes a sample: the counter's value at a time of {@link System#nanoTime()}. */
    public synchronized void sample(long nanoTime, long total) {
        long elapsed = nanoTime - lastTime;
        if (begun && elapsed > 0) {
            // A reset counter begins again at zero.
            long growth = total < lastTotal ? total : total - lastTotal;
            perSecond[next] = (long) ((double) growth * TimeUnit.SECONDS.toNanos(1) / elapsed);
            next = (next + 1) % SAMPLES;
        }
        begun = true;
        lastTime = nanoTime;
        lastTotal = total;
    }

    /** Growth in one second. */
    public synchronized long perSecond() {
        long sum = 0;
        for (long sample : perSecond) {
            sum += sample;
        }
        return sum / SAMPLES;
    }
}
