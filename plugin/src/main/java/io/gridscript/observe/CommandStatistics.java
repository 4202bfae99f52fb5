package io.gridscript.observe;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** What INFO commandstats tells of one command on this member. Safe for all threads. */
public final class CommandStatistics {

    private final LongAdder calls = new LongAdder();
    private final LongAdder nanoseconds = new LongAdder();
    private final LongAdder rejectedCalls = new LongAdder();
    private final LongAdder failedCalls = new LongAdder();
    private final AtomicReference<LatencyHistogram> histogram = new AtomicReference<>();

    /** Counts calls that ran, well or not, and the time that they took together. */
    public void called(int count, long nanos) {
        calls.add(count);
        nanoseconds.add(nanos);
    }

    /** Notes how long a call took, for the histogram. */
    public void timed(long nanos) {
        LatencyHistogram present = present();
        if (present != null) {
            present.record(nanos);
        }
    }

    /** Notes how long each of some calls took. */
    public void timed(long[] nanos, int from, int to) {
        LatencyHistogram present = present();
        for (int i = from; present != null && i < to; i++) {
            present.record(nanos[i]);
        }
    }

    /** The histogram; null when it is reset at this moment. */
    private LatencyHistogram present() {
        LatencyHistogram present = histogram.get();
        if (present == null) {
            histogram.compareAndSet(null, new LatencyHistogram());
            present = histogram.get();
        }
        return present;
    }

    /** Counts a call that was refused before it ran: arity, rights, memory. */
    public void rejected() {
        rejectedCalls.increment();
    }

    /** Counts a call that ran and ended with an error. */
    public void failed() {
        failedCalls.increment();
    }

    public long calls() {
        return calls.sum();
    }

    public long microseconds() {
        return nanoseconds.sum() / 1000;
    }

    public long rejectedCalls() {
        return rejectedCalls.sum();
    }

    public long failedCalls() {
        return failedCalls.sum();
    }

    /** How long calls took, or null before the first. */
    public LatencyHistogram histogram() {
        return histogram.get();
    }

    /** Back to zero, as CONFIG RESETSTAT does. */
    public void reset() {
        calls.reset();
        nanoseconds.reset();
        rejectedCalls.reset();
        failedCalls.reset();
        histogram.set(null);
    }
}
