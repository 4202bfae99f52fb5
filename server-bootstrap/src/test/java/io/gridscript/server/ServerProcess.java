package io.gridscript.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assertions;

/** The finished jar, or what else is given, running in a process of its own until closed. */
public final class ServerProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final List<String> OF_THE_TESTS =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_OPTS", "CLASSPATH");

    private final Process process;
    private final Path out;
    private final Path err;

    private ServerProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts the jar with these words; its output goes to files in that folder. */
    static ServerProcess start(Path folder, String... words) throws IOException {
        return startJar(folder, List.of(), words);
    }

    /** Starts the jar with these options of the JVM and these words. */
    public static ServerProcess startJar(Path folder, List<String> jvmOptions, String... words)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-jar");
        command.add(System.getProperty("gridscript.server.jar"));
        command.addAll(List.of(words));
        return start(folder, command, Map.of());
    }

    /** Starts any command with these variables in its environment. */
    public static ServerProcess start(
            Path folder, List<String> command, Map<String, String> variables) throws IOException {
        Path out = Files.createTempFile(folder, "server", ".out");
        Path err = Files.createTempFile(folder, "server", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        // The tests' own JVM settings are not the server's.
        builder.environment().keySet().removeAll(OF_THE_TESTS);
        builder.environment().putAll(variables);
        Process process = builder.start();
        // Tests that are broken off leave nobody behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new ServerProcess(process, out, err);
    }

    public List<String> out() {
        return lines(out);
    }

    public List<String> err() {
        return lines(err);
    }

    /**
     * Waits for a line with this text on standard output, and fails when the process ends first.
     */
    public String awaitLine(String text) {
        return Awaitility.await()
                .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .until(() -> line(text), line -> line != null);
    }

    private String line(String text) {
        boolean ended = !process.isAlive();
        for (String line : out()) {
            if (line.contains(text)) {
                return line;
            }
        }
        if (ended) {
            Assertions.fail("ended without '" + text + "': " + out() + err());
        }
        return null;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks the process to end, as {@code kill -TERM} does. */
    public void terminate() {
        process.destroy();
    }

    /** Sends a signal by its short name, such as {@code INT}. */
    public void signal(String name) throws IOException, InterruptedException {
        // One that has ended has given its id up.
        if (process.isAlive()) {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        }
    }

    public int awaitExit() throws InterruptedException {
        Assertions.assertTrue(
                process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS),
                () -> "still running: " + out() + err());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
