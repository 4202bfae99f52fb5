package io.gridscript.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A copy of Hazelcast's own distribution, laid out as an operator has it: its jars in {@code lib},
 * the operator's in {@code bin/user-lib}, started with {@code bin/hz start}.
 */
final class StockDistribution {

    private final Path home;
    private final Map<String, String> variables = new HashMap<>();

    private StockDistribution(Path home) {
        this.home = home;
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("HAZELCAST_CONFIG", "config/hazelcast.yaml");
    }

    /** The distribution as it is on Maven Central. */
    static StockDistribution unchanged(Path folder) throws IOException {
        Path original = Path.of(System.getProperty("hazelcast.distribution"));
        Path home = Files.createTempDirectory(folder, "hazelcast");
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = home.resolve(original.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return new StockDistribution(home);
    }

    /** The distribution with the Hazelcast that this project is made for in its place. */
    static StockDistribution ofOurHazelcast(Path folder) throws IOException {
        StockDistribution distribution = unchanged(folder);
        Path jars = distribution.home.resolve("lib");
        try (Stream<Path> files = Files.list(jars)) {
            List<Path> theirs =
                    files.filter(
                                    file ->
                                            file.getFileName()
                                                    .toString()
                                                    .matches("hazelcast-\\d.*jar"))
                            .toList();
            for (Path jar : theirs) {
                Files.delete(jar);
            }
        }
        Path ours = Path.of(System.getProperty("hazelcast.jar"));
        Files.copy(ours, jars.resolve(ours.getFileName()));
        return distribution;
    }

    /** Puts the plugin's jar where the distribution wants the jars of users. */
    StockDistribution withGridscript() throws IOException {
        Path jar = Path.of(System.getProperty("gridscript.plugin.jar"));
        Files.copy(jar, home.resolve("bin").resolve("user-lib").resolve(jar.getFileName()));
        return this;
    }

    /** Options for the JVM. */
    StockDistribution withJavaOptions(String options) {
        variables.put("JAVA_OPTS", options);
        return this;
    }

    /** Starts it with this {@code hazelcast.yaml}. */
    ServerProcess start(Path folder, String yaml) throws IOException {
        Files.writeString(home.resolve("config").resolve("hazelcast.yaml"), yaml);
        String script = home.resolve("bin").resolve("hz").toString();
        return ServerProcess.start(folder, List.of(script, "start"), variables);
    }
}
