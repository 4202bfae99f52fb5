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

/**
 * A real redis-server for one test class, on a port of its own, without persistence. Where
 * redis-server isn't installed the test is skipped, and says so.
 */
public final class RedisOracle implements AutoCloseable {

    private static final String MISSING =
            "SKIPPED: redis-server isn't installed, nothing to compare with"
                    + " (Debian: apt-get install redis-server)";

    private static final int START_ATTEMPTS = 5;

    private final Process server;
    private final int port;

    private RedisOracle(Process server, int port) {
        this.server = server;
        this.port = port;
    }

    /** A replica, in a folder of its own: it writes down what it is sent. */
    public static RedisOracle startReplica(int port) throws IOException {
        Path folder = Files.createTempDirectory("replica");
        folder.toFile().deleteOnExit();
        return start("--dir", folder.toString(), "--replicaof", "127.0.0.1 " + port);
    }

    /** Starts a server with these further options, such as {@code --requirepass x}. */
    public static RedisOracle start(String... options) throws IOException {
        if (!installed()) {
            // Build tools keep the reason of a skipped test to themselves.
            System.err.println(MISSING);
        }
        Assumptions.assumeTrue(installed(), MISSING);
        // Somebody else may take the free port before the server does: try another then.
        for (int attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
            RedisOracle oracle = launch(options);
            if (oracle.isReady()) {
                return oracle;
            }
            oracle.close();
        }
        throw new IOException("redis-server didn't start with " + Arrays.toString(options));
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
        server.destroyForcibly();
        server.onExit().join();
    }

    private static boolean installed() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "redis-server")));
    }

    private static RedisOracle launch(String... options) throws IOException {
        int port;
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
        Process server =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return new RedisOracle(server, port);
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
