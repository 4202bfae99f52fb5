package io.gridscript.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one jar, as its user meets it. */
class ServerJarIT {

    private static final int KILLED_BY_SIGTERM = 128 + 15;
    private static final int KILLED_BY_SIGINT = 128 + 2;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help"})
    void helpIsPrintedAndNothingStarted(String word) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, word)) {
            assertEquals(0, server.awaitExit());
            assertTrue(server.out().get(0).startsWith("Usage: java -jar gridscript-server.jar"));
            assertEquals(List.of(), server.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "--version"})
    void versionIsOneLine(String word) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, word)) {
            assertEquals(0, server.awaitExit());
            assertEquals(1, server.out().size());
            assertTrue(
                    server.out().get(0).matches("Gridscript \\d\\S+ on Hazelcast 5\\.7\\S+, .+"),
                    server.out().get(0));
            assertEquals(List.of(), server.err());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "redis.conf, redis.conf",
        "--member-port 70000, 70000",
        "--join a:b:c, a:b:c",
        "--config none.yaml, none.yaml",
        "--port, --port",
        "--prot 7000, gridscript.port",
        "--maxclients many, many",
        "--lazyfree-lazy-user-flush maybe, maybe"
    })
    void whatCannotBeFollowedEndsWithOneLine(String words, String named) throws Exception {
        assertRefused(named, words.split(" "));
    }

    @Test
    void takenMemberPortEndsWithOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            assertRefused(port, "--member-port", port, "--port", Integer.toString(FreePorts.one()));
        }
    }

    @Test
    void takenPortEndsWithOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            assertRefused(port, "--port", port);
        }
    }

    @Test
    void readyLineSaysWhereTheServerAnswers() throws Exception {
        int port = FreePorts.one();
        try (ServerProcess server =
                ServerProcess.start(
                        folder, "--port", Integer.toString(port), "--bind", "127.0.0.1")) {
            String line = server.awaitLine("Ready to accept connections on ");
            assertTrue(line.endsWith(" on 127.0.0.1:" + port), line);
            assertEquals("+PONG", RedisPort.ask(port, "PING"));
            assertEquals(":1", RedisPort.ask(port, "EVAL 'return 1' 0"));
        }
    }

    @Test
    void directivesOnTheCommandLineHold() throws Exception {
        int port = FreePorts.one();
        try (ServerProcess server =
                startReady("--port", Integer.toString(port), "--requirepass", "--secret")) {
            assertEquals("-NOAUTH Authentication required.", RedisPort.ask(port, "GET key"));
            assertEquals("+OK", RedisPort.ask(port, "AUTH --secret"));
        }
    }

    @Test
    void terminationEndsTheMemberGracefully() throws Exception {
        try (ServerProcess server = start()) {
            server.terminate();
            assertEquals(KILLED_BY_SIGTERM, server.awaitExit());
            assertQuiet(server);
        }
    }

    @Test
    void interruptEndsTheMemberGracefully() throws Exception {
        try (ServerProcess server = start()) {
            server.signal("INT");
            assertEquals(KILLED_BY_SIGINT, server.awaitExit());
            assertQuiet(server);
        }
    }

    @Test
    void startSaysWhatStarts() throws Exception {
        try (ServerProcess server = start()) {
            String line = server.awaitLine("starting a member of cluster gridscript");
            assertTrue(line.endsWith("looks for no others; phone home off"), line);
        }
    }

    private ServerProcess start() throws IOException {
        return startReady("--port", Integer.toString(FreePorts.one()));
    }

    private ServerProcess startReady(String... words) throws IOException {
        ServerProcess server = ServerProcess.start(folder, words);
        server.awaitLine("Ready to accept connections on ");
        return server;
    }

    private void assertRefused(String named, String... words) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, words)) {
            assertEquals(1, server.awaitExit());
            assertEquals(1, server.err().size(), () -> server.err().toString());
            String line = server.err().get(0);
            assertTrue(line.startsWith("gridscript-server: "), line);
            assertTrue(line.contains(named), line);
            assertFalse(
                    server.out().stream().anyMatch(logged -> logged.startsWith("\tat ")),
                    () -> "a stack trace: " + server.out());
        }
    }

    private static void assertQuiet(ServerProcess server) {
        assertEquals(List.of(), server.err());
        assertFalse(
                server.out().stream().anyMatch(line -> line.contains(" WARNING ")),
                () -> server.out().toString());
    }
}
