package io.gridscript.member;

import io.gridscript.observe.Observations;

/** Lets the directives about the slow log and latency hold. */
final class ObservationBindings {

    private final MemberDirectives directives;
    private final Observations observations;

    ObservationBindings(MemberDirectives directives, Observations observations) {
        this.directives = directives;
        this.observations = observations;
    }

    /**
     * Applies all values now and whenever they change.
     *
     * @throws InvalidSetting when a value can't be applied
     */
    void bind() {
        directives.bind(
                DirectiveTable.SLOWLOG_LOG_SLOWER_THAN,
                observations.slowLog()::slowerThanMicroseconds);
        directives.bind(DirectiveTable.SLOWLOG_MAX_LEN, observations.slowLog()::longest);
        directives.bind(
                DirectiveTable.LATENCY_MONITOR_THRESHOLD,
                observations.latency()::thresholdMilliseconds);
        directives.bind(DirectiveTable.LATENCY_TRACKING, observations.tracking()::on);
        directives.bind(
                DirectiveTable.LATENCY_TRACKING_INFO_PERCENTILES,
                observations.tracking()::percentiles);
    }
}
