package io.gridscript.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The plugin's jar, dropped into Hazelcast's own distribution as an operator does it. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "SKIPPED: the start script and epoll need Linux")
class StockDistributionIT {

    private static final String READY = "Ready to accept connections on ";
    private static final String STARTED = " is STARTED";
    private static final Pattern LOADED = Pattern.compile("(io\\.gridscript\\.\\S+) source:");

    /** The port, data and scripts, with Netty and LuaJ, which only a member that serves needs. */
    private static final Pattern OF_A_SERVING_MEMBER =
            Pattern.compile(
                    "^io\\.gridscript\\.(shaded|lua|keyspace|script|resp|grid\\.authority|grid\\.execution)\\.");

    @TempDir Path folder;

    @Test
    void snippetOpensTheRedisPortNextToAnIMapUser() throws Exception {
        int member = FreePorts.one();
        int port = FreePorts.one();
        try (ServerProcess server =
                StockDistribution.ofOurHazelcast(folder)
                        .withGridscript()
                        .start(folder, enabled(port) + network(member, member))) {
            String ready = server.awaitLine(READY);
            assertTrue(ready.endsWith(" on 127.0.0.1:" + port), ready);
            HazelcastInstance client = client(member);
            try {
                client.getMap("orders").put("key", "of the map");
                assertEquals(
                        ":3",
                        RedisPort.ask(
                                port,
                                "EVAL \"redis.call('SET', KEYS[1], ARGV[1])"
                                        + " return redis.call('STRLEN', KEYS[1])\" 1 key abc"));
                assertEquals("of the map", client.getMap("orders").get("key"));
            } finally {
                client.shutdown();
            }
            String info = RedisPort.askForAll(port, "INFO server");
            assertTrue(info.contains("\nmultiplexing_api:epoll\n"), info);
            assertUntroubled(server);
        }
    }

    @Test
    void notConfiguredItLoadsAlmostNothing() throws Exception {
        int member = FreePorts.one();
        Path classes = folder.resolve("classes.log");
        try (ServerProcess server =
                StockDistribution.ofOurHazelcast(folder)
                        .withGridscript()
                        .withJavaOptions("-Xlog:class+load=info:file=" + classes)
                        .start(folder, quiet() + network(member, member))) {
            server.awaitLine(STARTED);
            assertEquals(List.of(), linesWith(server, "ridscript"));
            assertUntroubled(server);
        }
        Set<String> loaded = loaded(classes);
        assertTrue(loaded.contains("io.gridscript.member.GridscriptService"), loaded.toString());
        List<String> ofTheRooms =
                loaded.stream().filter(name -> OF_A_SERVING_MEMBER.matcher(name).find()).toList();
        assertEquals(List.of(), ofTheRooms);
        assertTrue(loaded.size() < 50, loaded.toString());
    }

    @Test
    void memberWithoutTheJarKeepsThePortClosedUntilItIsGone() throws Exception {
        int first = FreePorts.firstOf(2);
        int port = FreePorts.one();
        try (ServerProcess without =
                StockDistribution.ofOurHazelcast(folder)
                        .start(folder, quiet() + network(first, first + 1))) {
            without.awaitLine(STARTED);
            try (ServerProcess with =
                    StockDistribution.ofOurHazelcast(folder)
                            .withGridscript()
                            .start(folder, enabled(port) + network(first + 1, first))) {
                String missing = with.awaitLine(" has no Gridscript: ");
                assertTrue(missing.contains("The port stays closed: member "), missing);
                assertTrue(missing.contains("[127.0.0.1]:" + first + " "), missing);
                assertMapsWork(first);
                assertEquals(List.of(), linesWith(with, READY));
                assertUntroubled(without);
                assertUntroubled(with);
                without.close();
                with.awaitLine(READY);
                assertScriptsWork(port);
            }
        }
    }

    @Test
    void memberWithoutTheJarMayJoinLater() throws Exception {
        int first = FreePorts.firstOf(2);
        int port = FreePorts.one();
        try (ServerProcess with =
                StockDistribution.ofOurHazelcast(folder)
                        .withGridscript()
                        .start(folder, enabled(port) + network(first, first + 1))) {
            with.awaitLine(READY);
            assertScriptsWork(port);
            try (ServerProcess without =
                    StockDistribution.ofOurHazelcast(folder)
                            .start(folder, quiet() + network(first + 1, first))) {
                without.awaitLine(STARTED);
                String missing = with.awaitLine(" has no Gridscript: ");
                assertTrue(missing.contains("[127.0.0.1]:" + (first + 1) + " "), missing);
                assertScriptsWork(port);
                assertMapsWork(first);
                assertUntroubled(without);
                assertUntroubled(with);
            }
        }
    }

    /** The distribution as it comes is of another minor version than the plugin knows. */
    @Test
    void inAnotherHazelcastItStaysAwayWithOneLine() throws Exception {
        int member = FreePorts.one();
        int port = FreePorts.one();
        try (ServerProcess server =
                StockDistribution.unchanged(folder)
                        .withGridscript()
                        .start(folder, enabled(port) + network(member, member))) {
            server.awaitLine(STARTED);
            List<String> lines = linesWith(server, "ridscript");
            assertEquals(1, lines.size(), lines.toString());
            assertTrue(
                    lines.get(0).contains(" made for Hazelcast 5.7, and this is 5.5.0"),
                    lines::toString);
            assertMapsWork(member);
            assertUntroubled(server);
        }
    }

    /** The snippet of config/, with a port of the test's own, and open for more properties. */
    private static String enabled(int port) throws IOException {
        String snippet = Files.readString(Path.of("..", "config", "hazelcast-snippet.yaml"));
        assertTrue(snippet.contains("gridscript.port: 6379"), snippet);
        return snippet.replace("6379", Integer.toString(port))
                + "    hazelcast.phone.home.enabled: false\n";
    }

    private static String quiet() {
        return "hazelcast:\n  properties:\n    hazelcast.phone.home.enabled: false\n";
    }

    /** A member on loopback that knows of one more, or of itself only. */
    private static String network(int member, int other) {
        return """
                    hazelcast.socket.bind.any: false
                  network:
                    port:
                      port: %d
                      auto-increment: false
                    interfaces:
                      enabled: true
                      interfaces:
                        - 127.0.0.1
                    join:
                      auto-detection:
                        enabled: false
                      tcp-ip:
                        enabled: true
                        member-list:
                          - 127.0.0.1:%d
                          - 127.0.0.1:%d
                """
                .formatted(member, member, other);
    }

    private static void assertScriptsWork(int port) throws IOException {
        List<String> shas =
                IntStream.range(0, 40)
                        .mapToObj(i -> load(port, "return " + i))
                        .collect(Collectors.toList());
        for (int i = 0; i < shas.size(); i++) {
            assertEquals(":" + i, RedisPort.ask(port, "EVALSHA " + shas.get(i) + " 0"));
        }
        for (String mode : List.of("SYNC", "ASYNC")) {
            assertEquals("+OK", RedisPort.ask(port, "SCRIPT FLUSH " + mode));
            assertTrue(
                    RedisPort.ask(port, "EVALSHA " + shas.get(0) + " 0").startsWith("-NOSCRIPT"));
            assertNotEquals("", load(port, "return 'again'"));
        }
    }

    private static String load(int port, String script) {
        try {
            String answer = RedisPort.askForAll(port, "SCRIPT LOAD \"" + script + "\"");
            assertTrue(answer.startsWith("$40\n"), answer);
            return answer.split("\n")[1];
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertMapsWork(int member) {
        HazelcastInstance client = client(member);
        try {
            for (int i = 0; i < 500; i++) {
                client.getMap("orders").put(i, "order " + i);
            }
            for (int i = 0; i < 500; i++) {
                assertEquals("order " + i, client.getMap("orders").get(i));
            }
        } finally {
            client.shutdown();
        }
    }

    private static HazelcastInstance client(int member) {
        ClientConfig config = new ClientConfig();
        config.getNetworkConfig().addAddress("127.0.0.1:" + member);
        config.getConnectionStrategyConfig()
                .getConnectionRetryConfig()
                .setClusterConnectTimeoutMillis(30_000);
        return HazelcastClient.newHazelcastClient(config);
    }

    private static List<String> linesWith(ServerProcess server, String text) {
        return Stream.concat(server.out().stream(), server.err().stream())
                .filter(line -> line.contains(text))
                // The start script prints its settings.
                .filter(line -> !line.startsWith("# "))
                .toList();
    }

    /** No errors, no stack traces. */
    private static void assertUntroubled(ServerProcess server) {
        assertFalse(
                Stream.concat(server.out().stream(), server.err().stream())
                        .anyMatch(line -> line.contains("ERROR") || line.startsWith("\tat ")),
                () -> server.out() + "\n" + server.err());
    }

    private static Set<String> loaded(Path classes) throws IOException {
        try (Stream<String> lines = Files.lines(classes)) {
            return lines.map(LOADED::matcher)
                    .filter(Matcher::find)
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
