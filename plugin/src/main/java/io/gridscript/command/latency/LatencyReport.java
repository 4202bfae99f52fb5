package io.gridscript.command.latency;

import io.gridscript.observe.LatencyEvents.Series;
import io.gridscript.observe.LatencyMonitor;
import io.gridscript.observe.SlowLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** LATENCY DOCTOR: what the monitor saw, and what an operator of this server can do about it. */
final class LatencyReport {

    private final LatencyMonitor monitor;
    private final SlowLog slowLog;

    LatencyReport(LatencyMonitor monitor, SlowLog slowLog) {
        this.monitor = monitor;
        this.slowLog = slowLog;
    }

    String text() {
        List<String> names = monitor.names();
        if (names.isEmpty()) {
            return monitor.isOn()
                    ? "No latency event was seen: nothing took as long as"
                            + " latency-monitor-threshold.\n"
                    : "Latency monitoring is off. CONFIG SET latency-monitor-threshold"
                            + " <milliseconds> switches it on.\n";
        }
        StringBuilder text = new StringBuilder("Latency events that this member has seen:\n\n");
        int number = 0;
        for (String name : names) {
            Series series = monitor.series(name);
            if (series != null) {
                text.append(++number).append(". ").append(told(series));
            }
        }
        text.append("\nWhat may help:\n\n");
        names.stream()
                .flatMap(name -> advice(name).stream())
                .distinct()
                .forEach(advice -> text.append("- ").append(advice).append('\n'));
        return text.toString();
    }

    private static String told(Series series) {
        long now = System.currentTimeMillis() / 1000;
        long period = Math.max(1, now - series.samples().get(0).unixSeconds());
        return String.format(
                Locale.ROOT,
                "%s: %d latency spikes (average %dms, mean deviation %dms, period %.2f sec). Worst"
                        + " all time event %dms.%n",
                series.name(),
                series.samples().size(),
                series.mean(),
                series.meanDeviation(),
                (double) period / series.samples().size(),
                series.greatest());
    }

    private List<String> advice(String event) {
        List<String> advice = new ArrayList<>();
        switch (event) {
            case LatencyMonitor.COMMAND -> {
                addSlowLog(advice);
                advice.add(
                        "Look at SLOWLOG GET: it names the commands and scripts that took long, and"
                                + " their clients.");
                advice.add(
                        "Large keys make single commands long. Spread them over several keys, or"
                                + " read them in pieces by SCAN's kin.");
            }
            case LatencyMonitor.FAST_COMMAND -> {
                advice.add(
                        "Commands that do little took long: the process did not get the processor."
                                + " Look at the machine's load and its neighbours, and at the"
                                + " member's garbage collection log.");
            }
            case LatencyMonitor.EXPIRE_CYCLE -> {
                advice.add(
                        "Many keys expired at once. Spread deadlines by adding some random time.");
                advice.add("Large keys that expire take long to remove. Spread them over several.");
            }
            default -> {}
        }
        return advice;
    }

    private void addSlowLog(List<String> advice) {
        long threshold = monitor.thresholdMilliseconds();
        long slowerThan = slowLog.slowerThanMicroseconds();
        if (slowerThan < 0 || slowLog.longest() == 0) {
            advice.add(
                    "The slow log is off. CONFIG SET slowlog-log-slower-than "
                            + threshold * 1000
                            + " and a slowlog-max-len above 0 switch it on.");
        } else if (slowerThan / 1000 > threshold) {
            advice.add(
                    "The slow log leaves out commands that the monitor notes. CONFIG SET"
                            + " slowlog-log-slower-than "
                            + threshold * 1000
                            + " makes it name them.");
        }
    }
}
