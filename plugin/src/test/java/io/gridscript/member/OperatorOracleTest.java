package io.gridscript.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.oracle.BesideRedis;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Status;
import io.gridscript.reply.RespReader.Value;
import io.gridscript.reply.RespReader.Verbatim;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators look at, compared with a redis-server. */
class OperatorOracleTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    private static final Pattern MONITORED =
            Pattern.compile("\\d+\\.\\d{6} \\[(\\d+) ([^\\]]+)\\] (.*)");

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    private RespClient ours;
    private BesideRedis pair;

    @BeforeEach
    void connect() throws IOException {
        ours = MEMBER.connect();
        pair = BesideRedis.of(REDIS, ours);
    }

    @AfterEach
    void disconnect() throws IOException {
        pair.both("CONFIG", "SET", "slowlog-log-slower-than", "10000");
        pair.close();
        ours.close();
    }

    @Test
    void repliesAreThoseOfRedis() throws IOException {
        for (String protocol : List.of("2", "3")) {
            pair.both("HELLO", protocol);
            for (String request :
                    List.of(
                            "SLOWLOG GET abc",
                            "SLOWLOG GET -2",
                            "SLOWLOG GET 1 2",
                            "SLOWLOG LEN x",
                            "SLOWLOG RESET",
                            "SLOWLOG GET",
                            "SLOWLOG GET 0",
                            "SLOWLOG nothing",
                            "SLOWLOG",
                            "LATENCY HISTORY",
                            "LATENCY HISTORY nothing",
                            "LATENCY GRAPH nothing",
                            "LATENCY LATEST",
                            "LATENCY LATEST x",
                            "LATENCY RESET",
                            "LATENCY RESET nothing more",
                            "LATENCY HISTOGRAM nothing",
                            "LATENCY HELP x",
                            "LATENCY nothing",
                            "CLIENT KILL nobody",
                            "CLIENT KILL 1.2.3.4:5",
                            "CLIENT KILL ID 0",
                            "CLIENT KILL ID x",
                            "CLIENT KILL ID 987654321",
                            "CLIENT KILL ID 987654321 TYPE",
                            "CLIENT KILL TYPE nothing",
                            "CLIENT KILL TYPE pubsub",
                            "CLIENT KILL TYPE slave",
                            "CLIENT KILL TYPE master SKIPME no",
                            "CLIENT KILL USER nobody",
                            "CLIENT KILL SKIPME maybe",
                            "CLIENT KILL ADDR 1.2.3.4:5",
                            "CLIENT KILL LADDR 1.2.3.4:5 SKIPME yes",
                            "CLIENT KILL nothing x",
                            "CLIENT KILL",
                            "CLIENT PAUSE",
                            "CLIENT PAUSE x",
                            "CLIENT PAUSE -1",
                            "CLIENT PAUSE 1 x",
                            "CLIENT PAUSE 1 WRITE x",
                            "CLIENT PAUSE 0",
                            "CLIENT UNPAUSE",
                            "CLIENT UNPAUSE x",
                            "CLIENT CACHING yes",
                            "CLIENT CACHING",
                            "CLIENT GETREDIR",
                            "CLIENT TRACKINGINFO",
                            "CLIENT LIST TYPE nothing",
                            "CLIENT LIST TYPE pubsub",
                            "CLIENT LIST ID x",
                            "CLIENT LIST ID 987654321",
                            "MEMORY USAGE absent",
                            "MEMORY USAGE absent SAMPLES",
                            "MEMORY USAGE absent SAMPLES x",
                            "MEMORY USAGE absent SAMPLES -1",
                            "MEMORY USAGE absent SAMPLES 0",
                            "MEMORY USAGE absent nothing 1",
                            "MEMORY PURGE",
                            "MEMORY PURGE x",
                            "MEMORY nothing",
                            "LOLWUT VERSION x",
                            "WAIT 0 0",
                            "WAIT 1 1",
                            "WAIT -1 0",
                            "WAIT x 0",
                            "WAIT 0 x",
                            "WAIT 0 -1",
                            "WAIT 0",
                            "MULTI",
                            "WAIT 1 0",
                            "MONITOR",
                            "CLIENT PAUSE 1 WRITE",
                            "CLIENT UNPAUSE",
                            "EXEC",
                            "MONITOR x",
                            "CONFIG SET slowlog-max-len -1",
                            "CONFIG GET slowlog-max-len",
                            "CONFIG GET latency-tracking-info-percentiles")) {
                pair.compare(request.split(" "));
            }
        }
    }

    @Test
    void slowLogHasTheEntriesOfRedis() throws IOException {
        pair.both("CLIENT", "SETNAME", "somebody");
        pair.both("CONFIG", "SET", "slowlog-log-slower-than", "0");
        pair.both("SLOWLOG", "RESET");
        pair.both("SET", "key", "x".repeat(200));
        String[] many = new String[40];
        Arrays.setAll(many, i -> i == 0 ? "DEL" : "key" + i);
        pair.both(many);
        String[] justEnough = Arrays.copyOf(many, 32);
        pair.both(justEnough);
        pair.both("AUTH", "name", "secret");
        pair.both("HELLO", "2", "AUTH", "name", "secret", "SETNAME", "other");
        pair.both("CONFIG", "SET", "requirepass", "", "timeout", "0");
        pair.both("CONFIG", "SET", "masterauth", "secret");
        pair.both("MULTI");
        pair.both("GET", "key");
        pair.both("EXEC");
        pair.both(
                "EVAL",
                "redis.call('SET', KEYS[1], 1) return redis.call('GET', KEYS[1])",
                "1",
                "k");
        pair.both("GET");
        pair.both("EVAL", "no Lua", "0");
        pair.both("LPUSH", "k", "x");
        assertEquals(entries(pair.theirs().call("SLOWLOG", "GET", "-1")), entries(slowLog()));
        assertEquals("10", String.valueOf(entries(ours.call("SLOWLOG", "GET")).size()));
    }

    private Value slowLog() throws IOException {
        return ours.call("SLOWLOG", "GET", "-1");
    }

    private static String withoutPort(Value address) {
        return ((Bulk) address).text().replaceAll(":[1-9]\\d*$", "");
    }

    /** Arguments, addresses and names, without what is different each time. */
    private static List<String> entries(Value reply) {
        return ((Aggregate) reply)
                .elements().stream()
                        .map(entry -> ((Aggregate) entry).elements())
                        .map(
                                parts ->
                                        parts.get(3)
                                                + " "
                                                + withoutPort(parts.get(4))
                                                + " "
                                                + parts.get(5))
                        .toList();
    }

    @Test
    void monitorShowsTheLinesOfRedis() throws IOException {
        try (RedisOracle.Connection redisMonitor = REDIS.connect();
                RespClient monitor = MEMBER.connect()) {
            redisMonitor.call("MONITOR");
            monitor.call("MONITOR");
            pair.both("SET", "key", "\u0000\u0007\b\t\r\n\"\\ \u007f\u00ff x");
            pair.both("SELECT", "3");
            pair.both(
                    "EVAL",
                    "redis.call('SET', KEYS[1], '1 2') redis.pcall('LPUSH', KEYS[1])",
                    "1",
                    "k");
            pair.both(
                    "EVAL", "redis.call('SELECT', 5) return redis.call('GET', KEYS[1])", "1", "k");
            pair.both("EVAL", "no Lua", "0");
            pair.both("EVAL", "return 1", "x");
            pair.both("EVALSHA", "0".repeat(40), "0");
            pair.both("MULTI");
            pair.both("SET", "key", "value");
            pair.both("INCR", "key");
            pair.both("EXEC");
            pair.both("MULTI");
            pair.both("NOTHING");
            pair.both("EXEC");
            pair.both("EXEC");
            pair.both("AUTH", "secret");
            pair.both("HELLO", "3", "AUTH", "name", "secret");
            pair.both("CONFIG", "GET", "port");
            pair.both("SLOWLOG", "LEN");
            pair.both("LPUSH", "key", "wrong type");
            pair.both("GET");
            pair.both("PING", "the end");
            assertEquals(
                    String.join("\n", untilEnd(redisMonitor::read)),
                    String.join("\n", untilEnd(monitor::read)));
        }
    }

    /** Of Redis 7.2 and later; 7.0 shows it when it ends. */
    @Test
    void monitorShowsACommandThatWaitsForKeysOnceWhenItBegins() throws IOException {
        try (RespClient monitor = MEMBER.connect();
                RespClient waiting = MEMBER.connect()) {
            monitor.call("MONITOR");
            waiting.send("BLPOP", "list", "0");
            String begins = ((Status) monitor.read()).text();
            assertTrue(begins.endsWith("\"BLPOP\" \"list\" \"0\""), begins);
            ours.call("RPUSH", "list", "x");
            waiting.read();
            waiting.call("BLPOP", "list", "0.001");
            ours.call("PING", "the end");
            assertEquals(
                    List.of(
                            "0 127.0.0.1 \"RPUSH\" \"list\" \"x\"",
                            "0 127.0.0.1 \"BLPOP\" \"list\" \"0.001\"",
                            "0 127.0.0.1 \"PING\" \"the end\""),
                    untilEnd(monitor::read));
        }
    }

    @FunctionalInterface
    private interface Reading {
        Value next() throws IOException;
    }

    private static List<String> untilEnd(Reading reading) throws IOException {
        List<String> lines = new ArrayList<>();
        String line;
        do {
            line = ((Status) reading.next()).text();
            Matcher parts = MONITORED.matcher(line);
            assertEquals(true, parts.matches(), line);
            String caller = parts.group(2).replaceAll(":\\d+$", "");
            lines.add(parts.group(1) + " " + caller + " " + parts.group(3));
        } while (!line.contains("the end"));
        return lines;
    }

    @Test
    void whoMonitorsMayNotUseKeys() throws IOException {
        pair.compare("MONITOR");
        pair.compare("GET key");
        pair.compare("SET key value");
    }

    @Test
    void infoHasTheFieldsOfRedisInItsOrder() throws IOException {
        pair.both("SET", "key", "value");
        List<String> theirs = names(text(pair.theirs().call("INFO", "everything")));
        List<String> present = names(text(ours.call("INFO", "everything")));
        assertInOrder(theirs, present);
        for (String sections :
                List.of("default", "all", "server", "stats memory", "commandstats")) {
            String[] words = ("INFO " + sections).split(" ");
            assertInOrder(names(text(pair.theirs().call(words))), names(text(ours.call(words))));
        }
    }

    @Test
    void clientInfoHasTheFieldsOfRedisInItsOrder() throws IOException {
        assertInOrder(
                clientFields(text(pair.theirs().call("CLIENT", "INFO"))),
                clientFields(text(ours.call("CLIENT", "INFO"))));
    }

    @Test
    void memoryStatsHasTheFieldsOfRedisInItsOrder() throws IOException {
        pair.both("HELLO", "3");
        assertInOrder(
                keys(pair.theirs().call("MEMORY", "STATS")), keys(ours.call("MEMORY", "STATS")));
    }

    /** What 7.0 has is there and in its order; what is there besides came later. */
    private static void assertInOrder(List<String> theirs, List<String> present) {
        List<String> common = new ArrayList<>(present);
        common.retainAll(theirs);
        assertFalse(theirs.isEmpty());
        assertEquals(String.join("\n", theirs), String.join("\n", common));
    }

    /** Sections and fields; statistics of commands without their names, which both have called. */
    private static List<String> names(String info) {
        return info.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.startsWith("#") ? line : line.substring(0, line.indexOf(':')))
                .filter(name -> !name.startsWith("cmdstat_"))
                .filter(name -> !name.startsWith("latency_percentiles_usec_"))
                .filter(name -> !name.startsWith("errorstat_"))
                .toList();
    }

    private static List<String> clientFields(String line) {
        return Arrays.stream(line.trim().split(" "))
                .map(field -> field.substring(0, field.indexOf('=')))
                .toList();
    }

    private static List<String> keys(Value map) {
        List<Value> elements = ((Aggregate) map).elements();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < elements.size(); i += 2) {
            keys.add(((Bulk) elements.get(i)).text());
        }
        return keys;
    }

    private static String text(Value value) {
        return value instanceof Verbatim verbatim ? verbatim.text() : ((Bulk) value).text();
    }
}
