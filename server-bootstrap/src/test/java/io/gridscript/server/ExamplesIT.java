package io.gridscript.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.server.clients.NodeClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples, run as their first lines say, from the project's folder. */
class ExamplesIT {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final long MOST_SECONDS = 120;

    @TempDir Path folder;

    private List<String> run(String example, String... words) throws Exception {
        return run(Map.of(), example, words);
    }

    private List<String> run(Map<String, String> variables, String example, String... words)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(Path.of(System.getProperty("gridscript.server.jar")).toAbsolutePath() + "");
        command.add("server-bootstrap/examples/" + example);
        command.addAll(List.of(words));
        Path out = folder.resolve("out");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(PROJECT.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS), "ended in time");
            assertEquals(0, process.exitValue(), () -> read(out).toString());
            return read(out);
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }

    @Test
    void rateLimiterHoldsForJCache() throws Exception {
        assertLimited(
                "java", run("rate-limiter/RateLimiter.java", Integer.toString(FreePorts.one())));
    }

    @Test
    void rateLimiterHoldsForNodeToo() throws Exception {
        Map<String, String> variables = Map.of("NODE_PATH", NodeClients.install().toString());
        List<String> lines =
                run(variables, "rate-limiter/RateLimiter.java", Integer.toString(FreePorts.one()));
        assertLimited("java", lines);
        assertLimited("node", lines);
    }

    private static void assertLimited(String user, List<String> lines) {
        assertEquals(
                Stream.of("allowed, 2 left", "allowed, 1 left", "allowed, 0 left")
                        .map(each -> user + ": " + each)
                        .toList(),
                lines.stream().filter(line -> line.startsWith(user + ": allowed")).toList(),
                lines::toString);
        assertEquals(
                2, lines.stream().filter((user + ": refused")::equals).count(), lines::toString);
    }

    @Test
    void stockIsNeverSoldTwice() throws Exception {
        List<String> lines = run("stock-reservation/StockReservation.java");
        assertTrue(
                lines.containsAll(List.of("free: 1", "reserved: 99", "refused: 47")),
                lines::toString);
    }

    @Test
    void sessionIsKeptWhileItIsUsed() throws Exception {
        List<String> lines = run("session-store/SessionStore.java");
        assertTrue(
                lines.containsAll(
                        List.of(
                                "[user, ada, visits, 1]",
                                "[user, ada, visits, 2, cart, 3]",
                                "[user, ada, visits, 3, cart, 3]",
                                "ended")),
                lines::toString);
    }
}
