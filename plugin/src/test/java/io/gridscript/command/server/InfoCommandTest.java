package io.gridscript.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.Ascii;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfoCommandTest {

    private final FakeServer server = new FakeServer();

    @Test
    void showsTheDefaultSectionsWhenNotAsked() {
        assertEquals(
                List.of(
                        "Server",
                        "Clients",
                        "Memory",
                        "Persistence",
                        "Stats",
                        "Replication",
                        "CPU",
                        "Modules",
                        "Errorstats",
                        "Cluster",
                        "Keyspace"),
                sections("info"));
        assertEquals(sections("info"), sections("info", "DEFAULT"));
    }

    @Test
    void allAndEverythingAddTheCommandStatistics() {
        assertTrue(sections("info", "all").contains("Commandstats"));
        assertTrue(sections("info", "everything").contains("Commandstats"));
    }

    @Test
    void showsTheSectionsAskedForInItsOwnOrder() {
        assertEquals(List.of("Server", "CPU"), sections("info", "cpu", "SERVER", "none"));
        assertEquals(List.of(), sections("info", "none"));
    }

    @Test
    void sectionsHaveABlankLineBetweenThem() {
        String info = info("info", "cluster", "errorstats");
        assertEquals("# Errorstats\r\n\r\n# Cluster\r\ncluster_enabled:0\r\n", info);
    }

    @Test
    void hasTheFieldsThatClientsRead() {
        Map<String, String> fields = fields("info");
        assertEquals("8.0.0", fields.get("redis_version"));
        assertEquals("standalone", fields.get("redis_mode"));
        assertEquals("6379", fields.get("tcp_port"));
        assertEquals("0", fields.get("loading"));
        assertEquals("master", fields.get("role"));
        assertEquals("1", fields.get("connected_clients"));
        assertEquals("100", fields.get("maxmemory"));
        assertEquals("100B", fields.get("maxmemory_human"));
        assertEquals("noeviction", fields.get("maxmemory_policy"));
        assertEquals("12", fields.get("number_of_cached_scripts"));
        assertEquals("3.00K", fields.get("used_memory_scripts_human"));
        assertEquals("4", fields.get("evicted_scripts"));
        assertEquals("5", fields.get("total_connections_received"));
        assertTrue(fields.get("run_id").matches("[0-9a-f]{40}"));
        assertTrue(Double.parseDouble(fields.get("used_cpu_user")) > 0);
        assertTrue(Long.parseLong(fields.get("used_memory_rss")) > 1 << 20);
    }

    @Test
    void tellsWhatRunsApartFromWhatIsKeptToRun() {
        Map<String, String> fields = fields("info");
        assertEquals("700", fields.get("used_memory_lua"));
        assertEquals("700", fields.get("used_memory_vm_eval"));
        assertEquals("300", fields.get("used_memory_vm_functions"));
        assertEquals("1000", fields.get("used_memory_vm_total"));
        assertEquals("2048", fields.get("used_memory_scripts_eval"));
        assertEquals("1024", fields.get("used_memory_functions"));
        assertEquals("3072", fields.get("used_memory_scripts"));
        long empty =
                Long.parseLong(fields.get("used_memory_startup"))
                        + Long.parseLong(fields.get("used_memory_dataset"));
        assertEquals(empty + 4072, Long.parseLong(fields.get("used_memory")));
    }

    @Test
    void countsWhatIsStored() {
        Keyspace keyspace = server.tester.keyspace();
        keyspace.now(1000);
        Database database = keyspace.database(3);
        database.put(Ascii.bytes("a"), new StringValue(new byte[5000]));
        database.put(Ascii.bytes("b"), new StringValue(7), 3000);
        database.find(Ascii.bytes("a"));
        database.find(Ascii.bytes("none"));
        Map<String, String> fields = fields("info");
        assertEquals("keys=2,expires=1,avg_ttl=2000,subexpiry=0", fields.get("db3"));
        assertFalse(fields.containsKey("db0"));
        assertEquals("1", fields.get("keyspace_hits"));
        assertEquals("1", fields.get("keyspace_misses"));
        assertTrue(Long.parseLong(fields.get("used_memory_dataset")) > 5000);
    }

    @Test
    void countsCallsAndErrors() {
        server.tester.bytes("config", "get", "port");
        server.tester.bytes("config", "get", "port");
        server.tester.bytes("config", "set", "x", "1");
        server.tester.bytes("config", "get");
        Map<String, String> fields = fields("info", "everything");
        assertTrue(
                fields.get("cmdstat_config|get")
                        .matches("calls=2,usec=\\d+,usec_per_call=.*,rejected_calls=1,.*"),
                fields.get("cmdstat_config|get"));
        assertTrue(fields.get("cmdstat_config|set").endsWith(",failed_calls=1"));
        assertEquals("count=2", fields.get("errorstat_ERR"));
        assertEquals("2", fields.get("total_error_replies"));
        assertEquals("3", fields.get("total_commands_processed"));
        assertFalse(fields.containsKey("cmdstat_time"));
    }

    @Test
    void isVerbatimTextInResp3() {
        server.tester.connection().protocol(3);
        assertTrue(Ascii.string(server.tester.bytes("info", "cluster")).startsWith("=34\r\ntxt:"));
    }

    private List<String> sections(String... words) {
        return info(words)
                .lines()
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2))
                .toList();
    }

    private Map<String, String> fields(String... words) {
        Map<String, String> fields = new LinkedHashMap<>();
        info(words)
                .lines()
                .filter(line -> line.contains(":"))
                .forEach(line -> fields.put(line.split(":", 2)[0], line.split(":", 2)[1]));
        return fields;
    }

    private String info(String... words) {
        String reply = Ascii.string(server.tester.bytes(words));
        return reply.substring(reply.indexOf("\r\n") + 2, reply.length() - 2);
    }
}
