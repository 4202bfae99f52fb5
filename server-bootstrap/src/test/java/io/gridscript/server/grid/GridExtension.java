package io.gridscript.server.grid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A grid for each test, or for a whole class where the field is static. A failure tells what was
 * done and how the members are.
 */
final class GridExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private final int members;
    private final List<String> jvmOptions;
    private final List<String> directives;
    private Grid grid;
    private boolean shared;

    GridExtension(int members, String... directives) {
        this(members, List.of(), directives);
    }

    /**
     * @param jvmOptions of each member, beside the usual ones
     */
    GridExtension(int members, List<String> jvmOptions, String... directives) {
        this.members = members;
        this.jvmOptions = jvmOptions;
        this.directives = List.of(directives);
    }

    Grid grid() {
        return grid;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        shared = true;
        start(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (shared) {
            grid.note("test " + context.getDisplayName());
        } else {
            start(context);
        }
    }

    private void start(ExtensionContext context) throws IOException {
        Path logs = Path.of("target", "grid", context.getRequiredTestClass().getSimpleName());
        Files.createDirectories(logs);
        Path folder = Files.createTempDirectory(logs, "members");
        grid = Grid.start(folder, members, jvmOptions, directives);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (grid == null) {
            return;
        }
        try {
            context.getExecutionException()
                    .ifPresent(failure -> failure.addSuppressed(new GridState(grid.describe())));
        } finally {
            if (!shared) {
                grid.close();
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (shared && grid != null) {
            grid.close();
        }
    }

    /** The grid at the moment of a failure, as something that JUnit prints. */
    private static final class GridState extends AssertionError {
        GridState(String description) {
            super(description);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
