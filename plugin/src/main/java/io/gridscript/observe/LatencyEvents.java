package io.gridscript.observe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last events of one name, one for each second. Used under its monitor's lock. */
public final class LatencyEvents {

    /** How many are kept, as in Redis. */
    private static final int KEPT = 160;

    /** The worst event of one second. */
    public record Sample(long unixSeconds, long milliseconds) {}

    /**
     * The events of one name.
     *
     * @param samples oldest first, never empty
     * @param greatest milliseconds of the worst event ever
     */
    public record Series(String name, List<Sample> samples, long greatest) {

        public Sample latest() {
            return samples.get(samples.size() - 1);
        }

        public long most() {
            return samples.stream().mapToLong(Sample::milliseconds).max().orElse(0);
        }

        public long least() {
            return samples.stream().mapToLong(Sample::milliseconds).min().orElse(0);
        }

        /** Mean, rounded down. */
        public long mean() {
            return samples.stream().mapToLong(Sample::milliseconds).sum() / samples.size();
        }

        /** Mean distance from the mean, rounded down. */
        public long meanDeviation() {
            long mean = mean();
            return samples.stream()
                            .mapToLong(sample -> Math.abs(mean - sample.milliseconds()))
                            .sum()
                    / samples.size();
        }
    }

    private final String name;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long greatest;

    LatencyEvents(String name) {
        this.name = name;
    }

    void add(long unixSeconds, long milliseconds) {
        greatest = Math.max(greatest, milliseconds);
        Sample last = samples.peekLast();
        if (last != null && last.unixSeconds() == unixSeconds) {
            samples.removeLast();
            samples.addLast(new Sample(unixSeconds, Math.max(last.milliseconds(), milliseconds)));
            return;
        }
        if (samples.size() == KEPT) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(unixSeconds, milliseconds));
    }

    Series series() {
        return new Series(name, List.copyOf(samples), greatest);
    }
}
