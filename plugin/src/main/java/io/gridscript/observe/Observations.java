package io.gridscript.observe;

/** All that is counted, logged and shown of the commands that run on one member. */
public record Observations(
        ErrorStatistics errors,
        SlowLog slowLog,
        LatencyMonitor latency,
        LatencyTracking tracking,
        Monitors monitors,
        EventLoopStatistics eventLoops) {

    /** Everything begins. */
    public Observations(ErrorStatistics errors) {
        this(
                errors,
                new SlowLog(),
                new LatencyMonitor(),
                new LatencyTracking(),
                new Monitors(),
                new EventLoopStatistics());
    }
}
