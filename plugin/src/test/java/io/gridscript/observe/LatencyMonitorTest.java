package io.gridscript.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.observe.LatencyEvents.Sample;
import io.gridscript.observe.LatencyEvents.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyMonitorTest {

    private final LatencyMonitor monitor = new LatencyMonitor();

    @Test
    void nothingIsAnEventUntilAThresholdIsSet() {
        assertFalse(monitor.isEvent(Long.MAX_VALUE - 1));
        monitor.thresholdMilliseconds(3);
        assertTrue(monitor.isEvent(3_000_000));
        assertFalse(monitor.isEvent(2_999_999));
        monitor.thresholdMilliseconds(0);
        assertFalse(monitor.isOn());
    }

    @Test
    void aSecondKeepsItsWorstEvent() {
        monitor.add("command", 10, 5);
        monitor.add("command", 10, 9);
        monitor.add("command", 10, 7);
        monitor.add("command", 11, 1);
        Series series = monitor.series("command");
        assertEquals(List.of(new Sample(10, 9), new Sample(11, 1)), series.samples());
        assertEquals(9, series.greatest());
        assertEquals(5, series.mean());
        assertEquals(4, series.meanDeviation());
    }

    @Test
    void theLast160SecondsAreKept() {
        for (int second = 1; second <= 200; second++) {
            monitor.add("command", second, 201 - second);
        }
        Series series = monitor.series("command");
        assertEquals(160, series.samples().size());
        assertEquals(new Sample(41, 160), series.samples().get(0));
        assertEquals(200, series.greatest());
    }

    @Test
    void resetForgetsOneNameOrAll() {
        monitor.add("one", 1, 1);
        monitor.add("two", 1, 1);
        monitor.add("three", 1, 1);
        assertTrue(monitor.reset("one"));
        assertFalse(monitor.reset("one"));
        assertNull(monitor.series("one"));
        assertEquals(2, monitor.reset());
        assertEquals(List.of(), monitor.names());
    }
}
