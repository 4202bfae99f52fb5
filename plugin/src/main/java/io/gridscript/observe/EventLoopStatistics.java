package io.gridscript.observe;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What INFO tells of event loops: a cycle is one read of a connection, or one of the rounds that
 * look after the member ten times a second. Safe for all threads.
 */
public final class EventLoopStatistics {

    private final LongAdder cycles = new LongAdder();
    private final LongAdder nanoseconds = new LongAdder();
    private final LongAdder roundNanoseconds = new LongAdder();
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong mostCommands = new AtomicLong();

    /** A connection was read, and so many of its commands were begun. */
    public void read(long nanos, long commands) {
        cycles.increment();
        nanoseconds.add(nanos);
        raise(longest, nanos);
        raise(mostCommands, commands);
    }

    /** The member was looked after. */
    public void round(long nanos) {
        cycles.increment();
        nanoseconds.add(nanos);
        roundNanoseconds.add(nanos);
        raise(longest, nanos);
    }

    private static void raise(AtomicLong most, long value) {
        if (value > most.get()) {
            most.accumulateAndGet(value, Math::max);
        }
    }

    public long cycles() {
        return cycles.sum();
    }

    public long microseconds() {
        return TimeUnit.NANOSECONDS.toMicros(nanoseconds.sum());
    }

    /** Of the rounds alone. */
    public long roundMicroseconds() {
        return TimeUnit.NANOSECONDS.toMicros(roundNanoseconds.sum());
    }

    /** Of the longest cycle. */
    public long longestMicroseconds() {
        return TimeUnit.NANOSECONDS.toMicros(longest.get());
    }

    /** Of all cycles. */
    public long mostCommands() {
        return mostCommands.get();
    }

    /** Back to zero, as CONFIG RESETSTAT does. */
    public void reset() {
        cycles.reset();
        nanoseconds.reset();
        roundNanoseconds.reset();
        longest.set(0);
        mostCommands.set(0);
    }
}
