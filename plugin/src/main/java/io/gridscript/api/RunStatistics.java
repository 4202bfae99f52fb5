package io.gridscript.api;

import java.time.Duration;
import java.util.Map;

/**
 * What the runs of one script took, on the keyspace and on entries of caches, on all members
 * together; since it came into the script cache, or since a member that ran it has started.
 *
 * @param calls runs that have ended
 * @param errors those of them that ended with an error
 * @param min the time that the quickest took; zero before the first
 * @param mean of the times that they took
 * @param p99 the time that 99 of 100 took at most; at most an eighth too much
 * @param max the time that the slowest took
 * @param bytesPerCall what a run allocates on the heap, by a sample of them; 0 where the JVM
 *     doesn't tell
 * @param tier {@code interpreted}, or {@code compiled} where a member has run it often enough
 */
public record RunStatistics(
        long calls,
        long errors,
        Duration min,
        Duration mean,
        Duration p99,
        Duration max,
        long bytesPerCall,
        String tier) {

    private static final double NANOS_OF_A_MICROSECOND = 1000;

    /** What SCRIPT STATS answers for one script. */
    static RunStatistics of(Object reply) {
        Map<?, ?> fields = (Map<?, ?>) reply;
        return new RunStatistics(
                (long) fields.get("calls"),
                (long) fields.get("errors"),
                time(fields.get("usec-min")),
                time(fields.get("usec-mean")),
                time(fields.get("usec-p99")),
                time(fields.get("usec-max")),
                (long) fields.get("bytes-mean"),
                (String) fields.get("tier"));
    }

    private static Duration time(Object micros) {
        return Duration.ofNanos(Math.round((double) micros * NANOS_OF_A_MICROSECOND));
    }
}
