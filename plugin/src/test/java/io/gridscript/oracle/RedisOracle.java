package io.gridscript.oracle;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real redis-server for one test class, on a port of its own, without persistence. Where
 * redis-server isn't installed the test is skipped, and says so. As a static
 * {@code @RegisterExtension} it lives as long as the test class.
 */
public final class RedisOracle implements BeforeAllCallback, AfterAllCallback, AutoCloseable {

    private static final String MISSING =
            "SKIPPED: redis-server isn't installed, nothing to compare with"
                    + " (Debian: apt-get install redis-server)";

    private static final int START_ATTEMPTS = 5;

    private final String[] options;

    private Process server;
    private int port;

    /** A server with these further options, such as {@code --requirepass x}, not yet started. */
    public RedisOracle(String... options) {
        this.options = options.clone();
    }

    /** A replica, in a folder of its own: it writes down what it is sent. */
    public static RedisOracle startReplica(int port) throws IOException {
        Path folder = Files.createTempDirectory("replica");
        folder.toFile().deleteOnExit();
        return start("--dir", folder.toString(), "--replicaof", "127.0.0.1 " + port);
    }

    /** Starts a server with these further options. */
    public static RedisOracle start(String... options) throws IOException {
        RedisOracle oracle = new RedisOracle(options);
        oracle.start();
        return oracle;
    }

    private void start() throws IOException {
        if (!installed()) {
            // Build tools keep the reason of a skipped test to themselves.
            System.err.println(MISSING);
        }
        Assumptions.assumeTrue(installed(), MISSING);
        // Somebody else may take the free port before the server does: try another then.
        for (int attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
            launch();
            if (isReady()) {
                return;
            }
            close();
        }
        throw new IOException("redis-server didn't start with " + Arrays.toString(options));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    public int port() {
        return port;
    }

    public Connection connect() throws IOException {
        return new Connection(
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    @Override
    public void close() {
        if (server != null) {
            server.destroyForcibly();
            server.onExit().join();
        }
    }

    private static boolean installed() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "redis-server")));
    }

    private void launch() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "redis-server",
                                "--port",
                                String.valueOf(port),
                                "--bind",
                                "127.0.0.1",
                                "--save",
                                "",
                                "--enable-debug-command",
                                "yes"));
        command.addAll(List.of(options));
        server =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
    }

    private boolean isReady() {
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .pollInterval(10, TimeUnit.MILLISECONDS)
                .until(() -> !server.isAlive() || answers());
        return server.isAlive();
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            connection.send(Ascii.bytes("PING\r\n"));
            return connection.read() != null;
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Returns when the server has read and answered what other connections sent it before: it is
     * one event loop, so rounds of its own traffic tell. Each round it reads at least 16 KB.
     */
    public void settle(int bytesSent) throws IOException {
        try (Connection own = connect()) {
            for (int round = 0; round < 3 + bytesSent / 16_384; round++) {
                own.send(Ascii.bytes("PING\r\n"));
                own.read();
            }
        }
    }

    /** A connection that sends bytes as they are and reads replies. */
    public static final class Connection implements AutoCloseable {

        private static final int READ_TIMEOUT_MILLIS = 20_000;

        private final SocketChannel channel;
        private final OutputStream out;
        private final RespReader reader;

        private Connection(SocketChannel channel) throws IOException {
            this.channel = channel;
            Socket socket = channel.socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(READ_TIMEOUT_MILLIS);
            this.out = socket.getOutputStream();
            this.reader = new RespReader(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        }

        public void send(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        /** Sends one command of latin-1 words as an array of bulk strings. */
        public void sendCommand(String... words) throws IOException {
            send(command(words));
        }

        /** Sends one command and reads its reply. */
        public RespReader.Value call(String... words) throws IOException {
            sendCommand(words);
            return reader.read();
        }

        public RespReader.Value read() throws IOException {
            return reader.read();
        }

        /**
         * What has arrived by now, raw, and whether the server has closed. Only where no reply was
         * read before; afterwards only closing is left.
         */
        public Received readWhatIsThere() throws IOException {
            channel.configureBlocking(false);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ByteBuffer piece = ByteBuffer.allocate(1 << 16);
            while (true) {
                int count;
                try {
                    count = channel.read(piece.clear());
                } catch (IOException reset) {
                    // Closed with input unread: the kernel says so with a reset.
                    count = -1;
                }
                if (count <= 0) {
                    return new Received(bytes.toByteArray(), count < 0);
                }
                bytes.write(piece.array(), 0, count);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Raw bytes, and whether that was all because the server has closed. */
    public record Received(byte[] bytes, boolean closed) {}

    /** A command as an array of bulk strings, from latin-1 words. */
    public static byte[] command(String... words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Ascii.bytes("*" + words.length + "\r\n"));
        for (String word : words) {
            bytes.writeBytes(Ascii.bytes("$" + word.length() + "\r\n" + word + "\r\n"));
        }
        return bytes.toByteArray();
    }
}
