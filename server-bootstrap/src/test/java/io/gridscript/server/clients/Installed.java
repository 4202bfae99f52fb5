package io.gridscript.server.clients;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** What a test needs and a machine may lack. */
final class Installed {

    private Installed() {}

    /** Skips the test where a program isn't on the path. */
    static void require(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        require(
                Arrays.stream(path.split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
                program + " isn't installed");
    }

    /** Skips the test, and says why, where something isn't so. */
    static void require(boolean there, String otherwise) {
        if (!there) {
            // Build tools keep the reason of a skipped test to themselves.
            System.err.println("SKIPPED: " + otherwise);
        }
        Assumptions.assumeTrue(there, "SKIPPED: " + otherwise);
    }
}
