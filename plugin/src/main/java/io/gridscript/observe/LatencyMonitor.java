package io.gridscript.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The latency monitor: events that took at least latency-monitor-threshold, by name. Safe for all
 * threads; an event below the threshold costs one comparison.
 */
public final class LatencyMonitor {

    /** Ran a command that isn't flagged fast. */
    public static final String COMMAND = "command";

    /** Ran a command that is flagged fast: the system didn't let it. */
    public static final String FAST_COMMAND = "fast-command";

    /** Removed keys whose deadline had passed. */
    public static final String EXPIRE_CYCLE = "expire-cycle";

    /** Evicted keys because memory was short. */
    public static final String EVICTION_CYCLE = "eviction-cycle";

    private static final long OFF = Long.MAX_VALUE;

    private final Map<String, LatencyEvents> events = new TreeMap<>();
    private volatile long thresholdNanos = OFF;

    /** Sets the threshold; 0: nothing is noted. */
    public void thresholdMilliseconds(long milliseconds) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(milliseconds);
        thresholdNanos = nanos == 0 ? OFF : nanos;
    }

    public boolean isOn() {
        return thresholdNanos != OFF;
    }

    /** Zero while off. */
    public long thresholdMilliseconds() {
        long nanos = thresholdNanos;
        return nanos == OFF ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** Whether something that took so long is an event. */
    public boolean isEvent(long nanos) {
        return nanos >= thresholdNanos;
    }

    /** Notes an event. */
    public void add(String name, long nanos) {
        long now = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        add(name, now, TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    synchronized void add(String name, long unixSeconds, long milliseconds) {
        events.computeIfAbsent(name, LatencyEvents::new).add(unixSeconds, milliseconds);
    }

    /** Names of the events there were, sorted. */
    public synchronized List<String> names() {
        return new ArrayList<>(events.keySet());
    }

    /** The events of that name, or null. */
    public synchronized LatencyEvents.Series series(String name) {
        LatencyEvents found = events.get(name);
        return found == null ? null : found.series();
    }

    /** Forgets the events of a name; false when there are none. */
    public synchronized boolean reset(String name) {
        return events.remove(name) != null;
    }

    /** Forgets everything; tells how many names there were. */
    public synchronized int reset() {
        int names = events.size();
        events.clear();
        return names;
    }
}
