package io.gridscript.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples, run as their first lines say, from the project's folder. */
class ExamplesIT {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path NODE_MODULES = Path.of("target/node/node_modules");
    private static final long MOST_SECONDS = 120;

    @TempDir Path folder;

    private List<String> run(String example, String... words) throws Exception {
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
        builder.environment().putAll(variables());
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS), "ended in time");
            assertEquals(0, process.exitValue(), () -> read(out).toString());
            return read(out);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Map<String, String> variables() {
        return Map.of("NODE_PATH", NODE_MODULES.toAbsolutePath().toString());
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }

    @Test
    void rateLimiterHoldsForJCacheAndForNode() throws Exception {
        List<String> lines =
                run("rate-limiter/RateLimiter.java", Integer.toString(FreePorts.one()));
        for (String user : List.of("java", "node")) {
            if (user.equals("node") && !Files.exists(NODE_MODULES.resolve("ioredis"))) {
                System.err.println("SKIPPED: the example's part in Node.js, ioredis is missing");
                continue;
            }
            List<String> ofUser = lines.stream().filter(line -> line.startsWith(user)).toList();
            assertEquals(
                    List.of(
                            user + ": allowed, 2 left",
                            user + ": allowed, 1 left",
                            user + ": allowed, 0 left",
                            user + ": refused",
                            user + ": refused"),
                    ofUser,
                    lines::toString);
        }
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
