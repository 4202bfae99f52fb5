package io.gridscript.observe;

import java.util.List;

/**
 * The directives latency-tracking and latency-tracking-info-percentiles: whether each command keeps
 * a histogram of its calls, and what INFO latencystats tells of it.
 */
public final class LatencyTracking {

    private volatile boolean on = true;
    private volatile List<Double> percentiles = List.of(50.0, 99.0, 99.9);

    public boolean isOn() {
        return on;
    }

    public void on(boolean tracked) {
        on = tracked;
    }

    /** From 0 to 100, in the order in which they are told. */
    public List<Double> percentiles() {
        return percentiles;
    }

    public void percentiles(List<Double> told) {
        percentiles = List.copyOf(told);
    }
}
