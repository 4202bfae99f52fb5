package io.gridscript.server.clients;

import io.gridscript.server.FreePorts;
import io.gridscript.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The server that the clients of a test class talk to: the finished jar, or a real redis-server
 * where {@code test.against} is {@code redis}, which tells whether a test itself is right.
 */
final class TestedServer implements BeforeAllCallback, AfterAllCallback {

    private static final boolean IS_REDIS = System.getProperty("test.against", "").equals("redis");

    private final int port = FreePorts.one();
    private ServerProcess server;

    int port() {
        return port;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path folder = Files.createTempDirectory("server");
        server = IS_REDIS ? redis(folder) : ours(folder);
        server.awaitLine("Ready to accept connections");
    }

    private ServerProcess ours(Path folder) throws IOException {
        return ServerProcess.startJar(
                folder,
                List.of(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--member-port",
                Integer.toString(FreePorts.one()));
    }

    private ServerProcess redis(Path folder) throws IOException {
        Installed.require("redis-server");
        List<String> command =
                List.of(
                        "redis-server",
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "");
        return ServerProcess.start(folder, command, Map.of());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (server != null) {
            server.close();
        }
    }
}
