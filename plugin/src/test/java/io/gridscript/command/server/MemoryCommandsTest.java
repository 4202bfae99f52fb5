package io.gridscript.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Int;
import io.gridscript.reply.RespReader.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryCommandsTest {

    private final FakeServer server = new FakeServer();
    private final Database database = server.tester.keyspace().database(0);

    private void put(String key, int bytes) {
        database.put(Ascii.bytes(key), new StringValue(new byte[bytes]));
    }

    private long usage(String key) {
        return ((Int) server.tester.run("memory", "usage", key)).value();
    }

    private Map<String, Value> statistics() {
        List<Value> elements = ((Aggregate) server.tester.run("memory", "stats")).elements();
        Map<String, Value> statistics = new HashMap<>();
        for (int i = 0; i < elements.size(); i += 2) {
            statistics.put(((Bulk) elements.get(i)).text(), elements.get(i + 1));
        }
        return statistics;
    }

    @Test
    void usageGrowsWithTheValue() {
        put("small", 100);
        put("large", 100_000);
        assertTrue(usage("small") > 100 && usage("small") < 400, "" + usage("small"));
        assertEquals(100_000, usage("large"), 500);
        assertEquals("nil", server.tester.text("memory", "usage", "absent"));
    }

    @Test
    void statisticsAddUp() {
        put("one", 1000);
        put("two", 1000);
        Map<String, Value> statistics = statistics();
        long dataset = ((Int) statistics.get("dataset.bytes")).value();
        assertEquals(dataset / 2, ((Int) statistics.get("keys.bytes-per-key")).value());
        assertEquals(new Int(2), statistics.get("keys.count"));
        assertEquals(
                ((Int) statistics.get("total.allocated")).value(),
                dataset + ((Int) statistics.get("overhead.total")).value());
        assertTrue(statistics.containsKey("db.0"));
        long peak = ((Int) statistics.get("peak.allocated")).value();
        database.remove(Ascii.bytes("one"));
        assertEquals(new Int(peak), statistics().get("peak.allocated"));
    }

    @Test
    void doctorLooksAtWhatIsThere() {
        assertTrue(report().contains("nothing to tell"));
        put("key", 20 << 20);
        assertTrue(report().contains("No problem"), report());
        database.remove(Ascii.bytes("key"));
        put("key", 6 << 20);
        assertTrue(report().contains("much more memory before"), report());
    }

    private String report() {
        return ((Bulk) server.tester.run("memory", "doctor")).text();
    }

    @Test
    void poolsOfTheJvmAreTold() {
        assertTrue(((Bulk) server.tester.run("memory", "malloc-stats")).text().contains("used "));
    }

    @Test
    void lolwutEndsWithTheVersion() {
        String art = ((Bulk) server.tester.run("lolwut", "version", "5")).text();
        assertTrue(art.endsWith("\nRedis ver. 8.0.0\n"), art);
    }
}
