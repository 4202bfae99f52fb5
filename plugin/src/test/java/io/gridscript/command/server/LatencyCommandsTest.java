package io.gridscript.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.observe.LatencyMonitor;
import io.gridscript.observe.SlowLog;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Int;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatencyCommandsTest {

    private final FakeServer server = new FakeServer();
    private final LatencyMonitor monitor = server.tester.observations().latency();
    private final SlowLog slowLog = server.tester.observations().slowLog();

    private String reply(String... words) {
        return ((Bulk) server.tester.run(words)).text();
    }

    private void event(String name, long milliseconds) {
        monitor.add(name, TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }

    @Test
    void historyAndLatestTellEvents() {
        event("command", 30);
        event("expire-cycle", 7);
        Aggregate history = (Aggregate) server.tester.run("latency", "history", "command");
        assertEquals(new Int(30), ((Aggregate) history.elements().get(0)).elements().get(1));
        List<String> names =
                ((Aggregate) server.tester.run("latency", "latest"))
                        .elements().stream()
                                .map(each -> ((Aggregate) each).elements().get(0).toString())
                                .toList();
        assertEquals(List.of("\"command\"", "\"expire-cycle\""), names);
        assertEquals(":1", server.tester.text("latency", "reset", "command", "nothing"));
        assertEquals(":1", server.tester.text("latency", "reset"));
    }

    @Test
    void graphDrawsAColumnForEachEvent() {
        event("command", 30);
        List<String> lines = reply("latency", "graph", "command").lines().toList();
        assertEquals("command - high 30 ms, low 30 ms (all time high 30 ms)", lines.get(0));
        assertEquals("-".repeat(80), lines.get(1));
        assertEquals(List.of("#", "|", "|", "|", ""), lines.subList(2, 7));
        assertEquals("s", lines.get(lines.size() - 1));
    }

    @Test
    void doctorSaysWhatToDo() {
        assertTrue(reply("latency", "doctor").contains("latency-monitor-threshold"));
        // So high that the commands of this test itself are no events.
        monitor.thresholdMilliseconds(60_000);
        slowLog.slowerThanMicroseconds(70_000_000);
        assertTrue(reply("latency", "doctor").startsWith("No latency event"));
        event("command", 30);
        assertTrue(
                reply("latency", "doctor").contains("CONFIG SET slowlog-log-slower-than 60000000"));
        slowLog.slowerThanMicroseconds(-1);
        assertTrue(reply("latency", "doctor").contains("The slow log is off."));
        slowLog.slowerThanMicroseconds(100);
        String report = reply("latency", "doctor");
        assertTrue(report.contains("1. command: 1 latency spikes (average 30ms"), report);
        assertTrue(!report.contains("slowlog-log-slower-than"), report);
        event("fast-command", 30);
        event("expire-cycle", 30);
        report = reply("latency", "doctor");
        assertTrue(report.contains("garbage collection") && report.contains("expired"), report);
    }

    @Test
    void histogramsAreOfCommandsThatWereCalled() {
        server.tester.run("time");
        server.tester.run("slowlog", "len");
        server.tester.run("slowlog", "reset");
        Aggregate both = (Aggregate) server.tester.run("latency", "histogram", "slowlog", "time");
        assertEquals(
                List.of("\"slowlog|len\"", "\"slowlog|reset\"", "\"time\""),
                List.of(
                        both.elements().get(0).toString(),
                        both.elements().get(2).toString(),
                        both.elements().get(4).toString()));
        assertEquals(new Int(1), ((Aggregate) both.elements().get(5)).elements().get(1));
        server.tester.observations().tracking().on(false);
        server.tester.run("config", "resetstat");
        server.tester.run("time");
        assertEquals("[]", server.tester.text("latency", "histogram", "time"));
    }

    @Test
    void infoTellsPercentilesOfCommands() {
        server.tester.run("time");
        server.tester.observations().tracking().percentiles(List.of(50.0, 99.9, 100.0));
        String info = reply("info", "latencystats");
        assertTrue(
                info.matches(
                        "# Latencystats\r\nlatency_percentiles_usec_time:p50=\\d+\\.\\d{3},p99\\.9="
                                + "\\d+\\.\\d{3},p100=\\d+\\.\\d{3}\r\n"),
                info);
        server.tester.observations().tracking().on(false);
        assertEquals("# Latencystats\r\n", reply("info", "latencystats"));
    }
}
