package io.gridscript.command.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.CommandTester;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.list.ListCommands;
import io.gridscript.command.string.StringCommands;
import io.gridscript.oracle.RedisOracle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MIGRATE from here to a real redis-server does and says what it does from another Redis. */
class MigrateOracleTest {

    private static RedisOracle source;
    private static RedisOracle target;
    private static RedisOracle guarded;

    private final CommandTester ours =
            new CommandTester(
                    MigrateCommand::register,
                    table -> StringCommands.register(table, () -> 512L << 20),
                    ListCommands::register,
                    new GenericCommands(false)::register);

    @BeforeAll
    static void startRedis() throws IOException {
        source = RedisOracle.start();
        target = RedisOracle.start();
        guarded = RedisOracle.start("--requirepass", "secret");
    }

    @AfterAll
    static void stopRedis() {
        for (RedisOracle redis : new RedisOracle[] {source, target, guarded}) {
            if (redis != null) {
                redis.close();
            }
        }
    }

    @BeforeEach
    void useTheirClock() {
        ours.keyspace().now(System.currentTimeMillis());
    }

    /** The same from both sources: reply, what is left there, what has arrived. */
    private void both(String... options) throws IOException {
        List<String> outcomes = new ArrayList<>();
        try (RedisOracle.Connection theirs = source.connect();
                RedisOracle.Connection arrived = target.connect()) {
            for (boolean here : new boolean[] {false, true}) {
                arrived.call("FLUSHALL");
                arrived.call("SELECT", "5");
                arrived.call("SET", "taken", "before");
                theirs.call("FLUSHALL");
                StringBuilder outcome = new StringBuilder();
                for (String[] command :
                        List.of(
                                new String[] {"SET", "k", "v"},
                                new String[] {"SET", "taken", "after", "EX", "1000"},
                                new String[] {"RPUSH", "l", "a", "1"},
                                request(options),
                                new String[] {"EXISTS", "k"},
                                new String[] {"EXISTS", "taken"},
                                new String[] {"EXISTS", "l"})) {
                    outcome.append(here ? ours.run(command) : theirs.call(command)).append(' ');
                }
                outcome.append(arrived.call("GET", "k")).append(arrived.call("GET", "taken"));
                outcome.append(arrived.call("LRANGE", "l", "0", "-1"));
                outcome.append(arrived.call("TTL", "taken"));
                outcomes.add(outcome.toString());
                ours.run("DEL", "k", "taken", "l");
            }
        }
        assertEquals(outcomes.get(0), outcomes.get(1), () -> String.join(" ", options));
    }

    private static String[] request(String... options) {
        List<String> words = new ArrayList<>(List.of("MIGRATE"));
        boolean whole = options.length > 0 && options[0].equals("127.0.0.1");
        if (!whole) {
            words.addAll(List.of("127.0.0.1", String.valueOf(target.port())));
        }
        words.addAll(List.of(options));
        return words.toArray(new String[0]);
    }

    @Test
    void keysGo() throws IOException {
        both("k", "5", "1000");
        both("k", "5", "0", "COPY");
        both("taken", "5", "1000");
        both("taken", "5", "1000", "replace");
        both("", "5", "1000", "KEYS", "k", "absent", "l");
        both("", "5", "1000", "KEYS", "k", "taken", "l");
        both("", "5", "1000", "REPLACE", "COPY", "KEYS", "k", "taken", "l");
        both("absent", "5", "1000");
    }

    @Test
    void errorsAreThoseOfRedis() throws IOException {
        both("k", "5", "1000", "KEYS", "l");
        both("k", "5", "1000", "nonsense");
        both("k", "5", "1000", "AUTH");
        both("k", "5", "1000", "AUTH2", "default");
        both("k", "x", "1000");
        both("k", "5", "x");
        both("127.0.0.1", String.valueOf(guarded.port()), "k", "5", "1000");
        both("127.0.0.1", String.valueOf(guarded.port()), "k", "5", "1000", "AUTH", "wrong");
        both(
                "127.0.0.1",
                String.valueOf(guarded.port()),
                "k",
                "5",
                "1000",
                "REPLACE",
                "AUTH",
                "secret");
        both("127.0.0.1", "1", "k", "5", "1000");
        both("127.0.0.1", "x", "k", "5", "1000");
        String password = String.valueOf(guarded.port());
        both("127.0.0.1", password, "l", "5", "1000", "REPLACE", "AUTH2", "default", "secret");
        both("127.0.0.1", password, "l", "5", "1000", "AUTH2", "other", "secret");
    }

    @Test
    void nothingGoesWhenTheTargetRefusesWhatComesFirst() throws IOException {
        ours.withString("k", "v");
        try (RedisOracle.Connection arrived = target.connect()) {
            arrived.call("FLUSHALL");
            assertTrue(
                    ours.text(request("k", "999", "1000"))
                            .contains("replied with error: ERR DB index is out of range"));
            assertTrue(
                    ours.text(request("k", "0", "1000", "AUTH", "wrong"))
                            .contains("replied with error: ERR AUTH <password> called without"));
            assertEquals(":0", arrived.call("DBSIZE").toString());
            assertEquals(":1", ours.text("EXISTS", "k"));
        }
    }

    @Test
    void aTargetThatDoesNotAnswerIsGivenUpAndTheKeyStays() throws IOException {
        ours.withString("k", "v");
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();
            String reply = ours.text(to(silent, "k", "0", "100"));
            assertTrue(reply.contains("IOERR error or timeout reading to target instance"), reply);
            assertTrue(System.nanoTime() - start >= 100_000_000);
            assertEquals(":1", ours.text("EXISTS", "k"));
        }
    }

    @Test
    void keysThatHaveArrivedAreGoneThoughTheTargetBreaksOff() throws IOException {
        ours.withString("k", "v").withString("l", "v");
        try (ServerSocket breaking = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> broken =
                    CompletableFuture.runAsync(() -> answerTwiceAndClose(breaking));
            String reply = ours.text(to(breaking, "", "0", "5000", "KEYS", "k", "l"));
            assertTrue(reply.contains("IOERR error or timeout reading to target instance"), reply);
            assertEquals(":0", ours.text("EXISTS", "k"));
            assertEquals(":1", ours.text("EXISTS", "l"));
            broken.join();
        }
    }

    private static void answerTwiceAndClose(ServerSocket server) {
        try (Socket socket = server.accept()) {
            // All of the request is read, so that closing is no reset.
            socket.getInputStream().readNBytes(1);
            socket.getOutputStream().write("+OK\r\n+OK\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] to(ServerSocket server, String... rest) {
        List<String> words = new ArrayList<>(List.of("MIGRATE", "127.0.0.1"));
        words.add(String.valueOf(server.getLocalPort()));
        words.addAll(List.of(rest));
        return words.toArray(new String[0]);
    }
}
