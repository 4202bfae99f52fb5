package io.gridscript.server.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the test scripts of {@code src/test/node} with Node.js, in a copy of that folder into which
 * npm has put the clients. Where either is missing the test is skipped, and says so.
 */
public final class NodeClients {

    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path FOLDER = Path.of("target/node");
    private static final String LOCK = "package-lock.json";
    private static final int OLDEST_NODE = 20;
    private static final int MOST_SECONDS = 180;

    private NodeClients() {}

    /** Runs all tests of a script against the server on that port. */
    static void run(String script, int port) throws IOException, InterruptedException {
        install();
        Run run = start(List.of("node", script), port);
        assertEquals(0, run.exitCode, run::output);
    }

    /**
     * Has npm put the clients into the copy of the folder, unless they are there. The test is
     * skipped where that isn't possible.
     *
     * @return where Node.js finds the clients
     */
    public static Path install() throws IOException, InterruptedException {
        Installed.require("node");
        Installed.require("npm");
        Files.createDirectories(FOLDER);
        boolean installed = isInstalled();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                Path copy = FOLDER.resolve(file.getFileName());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        String version = start(List.of("node", "--version"), 0).output().strip();
        Installed.require(
                version.matches("v[0-9]+[.].*") && major(version) >= OLDEST_NODE,
                "the clients need Node.js " + OLDEST_NODE + ", this is " + version);
        if (!installed) {
            Run npm = start(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), 0);
            Installed.require(npm.exitCode == 0, "npm has no clients: " + npm.output());
        }
        return FOLDER.resolve("node_modules").toAbsolutePath();
    }

    private static boolean isInstalled() throws IOException {
        return Files.exists(FOLDER.resolve("node_modules/.package-lock.json"))
                && Files.exists(FOLDER.resolve(LOCK))
                && Files.mismatch(FOLDER.resolve(LOCK), SOURCES.resolve(LOCK)) < 0;
    }

    private static int major(String version) {
        return Integer.parseInt(version.substring(1, version.indexOf('.')));
    }

    private static Run start(List<String> command, int port)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("node", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(FOLDER.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("REDIS_PORT", Integer.toString(port));
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(output, StandardCharsets.ISO_8859_1);
            return ended
                    ? new Run(process.exitValue(), text)
                    : new Run(-1, text + "\nnot ended after " + MOST_SECONDS + " s");
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }

    private record Run(int exitCode, String output) {}
}
