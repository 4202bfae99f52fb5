package io.gridscript.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is wrong in a request gets Redis's error, keeps or loses the connection as in Redis, and
 * harms nobody else. Held to a real redis-server byte for byte.
 */
class BadInputTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
    private final Handler capture = new Capture();

    private final class Capture extends Handler {
        @Override
        public void publish(LogRecord line) {
            logged.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void captureTheLog() {
        Logger.getLogger("").addHandler(capture);
    }

    @AfterEach
    void memberIsUnharmedAndSaidNothingLoud() throws IOException {
        Logger.getLogger("").removeHandler(capture);
        try (RespClient client = MEMBER.connect()) {
            assertEquals("+PONG", client.call("PING").toString());
            assertEquals(":1", client.call("EVAL", "return 1", "0").toString());
        }
        for (LogRecord line : logged) {
            boolean loud = line.getLevel().intValue() >= Level.WARNING.intValue();
            assertTrue(
                    !loud || line.getThrown() == null,
                    () -> "a stack trace at " + line.getLevel() + ": " + line.getMessage());
        }
    }

    static List<List<String>> requestsThatKeepTheConnection() {
        String unknownSha = "0".repeat(40);
        return List.of(
                // Arity.
                List.of("GET"),
                List.of("GET", "a", "b"),
                List.of("SET", "a"),
                List.of("PING", "a", "b"),
                List.of("ECHO"),
                List.of("EVAL"),
                List.of("EVAL", "return 1"),
                List.of("EVALSHA", unknownSha),
                List.of("EVAL_RO", "return 1"),
                List.of("SCRIPT"),
                List.of("SCRIPT", "LOAD"),
                List.of("SCRIPT", "LOAD", "a", "b"),
                List.of("SCRIPT", "EXISTS"),
                List.of("SCRIPT", "KILL", "now"),
                List.of("MULTI", "x"),
                List.of("EXEC", "x"),
                List.of("WATCH"),
                List.of("CLIENT"),
                List.of("CLIENT", "ID", "x"),
                List.of("CONFIG"),
                List.of("CONFIG", "GET"),
                List.of("CONFIG", "SET", "maxmemory"),
                List.of("COMMAND", "COUNT", "x"),
                List.of("HSET", "h", "f"),
                List.of("HSET", "h", "f", "v", "g"),
                List.of("MSET", "a", "1", "b"),
                List.of("SELECT"),
                List.of("SELECT", "0", "1"),
                // Unknown commands and subcommands.
                List.of("NOSUCH"),
                List.of("NOSUCH", "one", "two"),
                List.of("NOSUCH", "x".repeat(200), "y"),
                List.of("x".repeat(200)),
                List.of("NOSUCH", "a".repeat(60), "b".repeat(60), "c".repeat(60)),
                List.of("no\r\nsuch", "a\nb"),
                List.of(""),
                List.of("SCRIPT", "NOSUCH"),
                List.of("SCRIPT", "NOSUCH", "a"),
                List.of("script", "nosuch"),
                List.of("CLIENT", "NOSUCH", "x".repeat(200)),
                List.of("CONFIG", "NOSUCH"),
                List.of("COMMAND", "NOSUCH"),
                List.of("OBJECT", "NOSUCH", "k"),
                // Numbers of keys.
                List.of("EVAL", "return 1", "-1"),
                List.of("EVAL", "return 1", "2", "a"),
                List.of("EVAL", "return 1", "x"),
                List.of("EVAL", "return 1", ""),
                List.of("EVAL", "return 1", "1.0"),
                List.of("EVAL", "return 1", " 1"),
                List.of("EVAL", "return 1", "9223372036854775807"),
                List.of("EVAL", "return 1", "9223372036854775808"),
                List.of("EVAL", "return 1", "-9223372036854775808"),
                List.of("EVAL", "return 1", "4294967296"),
                List.of("EVALSHA", unknownSha, "-1"),
                List.of("EVALSHA", unknownSha, "1"),
                List.of("EVALSHA", unknownSha, "x"),
                List.of("EVALSHA_RO", unknownSha, "3"),
                List.of("EVALSHA", unknownSha, "0"),
                List.of("EVALSHA", "short", "0"),
                List.of("EVALSHA", "g".repeat(40), "0"),
                List.of("EVALSHA", "0".repeat(41), "0"),
                // Scripts that don't compile or end with an error.
                List.of("EVAL", "\nerror('mine')", "0"),
                List.of("EVAL", "error({err='CODE mine'})", "0"),
                List.of("EVAL", "return nosuch.field", "0"),
                List.of("EVAL", "return redis.call('NOSUCH')", "0"),
                List.of("EVAL", "return redis.call('GET')", "0"),
                List.of("EVAL", "return redis.call()", "0"),
                List.of("EVAL", "return redis.call({})", "0"),
                List.of("EVAL", "\n\nreturn redis.call('INCR', 'text')", "0"),
                List.of("EVAL", "return redis.call('SELECT', '99')", "0"),
                List.of("EVAL", "return redis.call('EVAL', 'return 1', '0')", "0"),
                List.of("EVAL", "#!lua nosuch=x\nreturn 1", "0"),
                List.of("EVAL", "#!lua flags=nosuch\nreturn 1", "0"),
                List.of("EVAL", "#!js\nreturn 1", "0"),
                List.of("EVAL_RO", "return redis.call('SET', 'k', 'v')", "0"),
                List.of("SCRIPT", "FLUSH", "x"),
                List.of("SCRIPT", "EXISTS", "x", ""),
                // Values.
                List.of("SELECT", "x"),
                List.of("SELECT", "16"),
                List.of("SELECT", "-1"),
                List.of("SELECT", "99999999999999999999"),
                List.of("INCR", "text"),
                List.of("INCRBY", "number", "x"),
                List.of("HGET", "text", "f"),
                List.of("GET", "hash"),
                List.of("SET", "k", "v", "EX"),
                List.of("SET", "k", "v", "EX", "0"),
                List.of("SET", "k", "v", "NX", "XX"),
                List.of("EXPIRE", "number", "x"),
                List.of("SCAN", "x"),
                List.of("HELLO", "4"),
                List.of("HELLO", "x"),
                List.of("HELLO", "3", "WHAT"),
                List.of("AUTH", "x"),
                List.of("AUTH", "no", "such"),
                List.of("AUTH", "a", "b", "c"),
                List.of("CLIENT", "REPLY", "MAYBE"),
                List.of("CLIENT", "SETNAME", "with space"),
                List.of("EXEC"),
                List.of("DISCARD"),
                List.of("OBJECT", "ENCODING", "nosuch"));
    }

    @ParameterizedTest
    @MethodSource("requestsThatKeepTheConnection")
    void wrongRequestsGetRedissErrorAndKeepTheConnection(List<String> request) throws IOException {
        String[] words = request.toArray(String[]::new);
        assertEquals(answers(REDIS.port(), words), answers(MEMBER.port(), words));
    }

    /** The replies to the request alone, in a transaction, and to a PING after it. */
    private static List<String> answers(int port, String[] words) throws IOException {
        List<String> replies = new ArrayList<>();
        try (RespClient client = new RespClient(port)) {
            client.call("DEL", "text", "number", "hash");
            client.call("SET", "text", "words");
            client.call("SET", "number", "7");
            client.call("HSET", "hash", "f", "v");
            replies.add(client.call(words).toString());
            replies.add(client.call("PING").toString());
            client.call("RESET");
            client.call("MULTI");
            replies.add(client.call(words).toString());
            replies.add(client.call("EXEC").toString());
            replies.add(client.call("PING").toString());
        }
        return replies;
    }

    static List<List<String>> scriptsThatDontCompile() {
        return List.of(
                List.of("EVAL", "return (", "0"),
                List.of("EVAL", "x = = 1", "0"),
                List.of("EVAL", "\n\nif true the", "0"),
                List.of("EVAL", "for", "0"),
                List.of("EVAL", "return 'unfinished", "0"),
                List.of("EVAL", "return 1 1", "0"),
                List.of("SCRIPT", "LOAD", "return ("),
                List.of("SCRIPT", "LOAD", "\nend"));
    }

    /** What the language's own reader says is compared elsewhere; here: that it names the line. */
    @ParameterizedTest
    @MethodSource("scriptsThatDontCompile")
    void scriptThatDoesNotCompileNamesItsLine(List<String> request) throws IOException {
        String[] words = request.toArray(String[]::new);
        assertEquals(
                upToTheLine(answers(REDIS.port(), words)),
                upToTheLine(answers(MEMBER.port(), words)));
    }

    private static List<String> upToTheLine(List<String> replies) {
        return replies.stream()
                .map(each -> each.replaceAll("(user_script:\\d+:).*", "$1"))
                .toList();
    }

    static List<String> malformedRequests() {
        return List.of(
                // Lengths that are none.
                "*x\r\n",
                "*1x\r\n$4\r\nPING\r\n",
                "*99999999999999999999\r\n",
                "*2147483648\r\n",
                "*1\r\n$x\r\n",
                "*1\r\n$-1\r\n",
                "*1\r\n$536870913\r\n",
                "*1\r\n$9999999999999999999999\r\n",
                "*1\r\n+PING\r\n",
                "*1\r\n:1\r\n",
                "*1\r\n\r\n",
                "*2\r\n$4\r\nECHO\r\n+x\r\n",
                "*1 \r\n",
                "*+1\r\n",
                "*01\r\n",
                // Nothing, and then a request.
                "*0\r\nPING\r\n",
                "*-1\r\nPING\r\n",
                "\r\nPING\r\n",
                "\r\n\r\n\r\n*1\r\n$4\r\nPING\r\n",
                "\nPING\n",
                "   \r\nPING\r\n",
                // Inline requests.
                "PING\n",
                "ECHO \"a b\"\r\n",
                "ECHO 'a b'\r\n",
                "ECHO \"unbalanced\r\n",
                "ECHO 'unbalanced\r\n",
                "ECHO \"a\"b\r\n",
                "ECHO \"\\x41\\n\"\r\n",
                "ECHO a\0b\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                // A browser that was lured here is cut off before its body can be taken for
                // commands.
                "POST / HTTP/1.1\r\nSET lured 1\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\nSET lured 1\r\n",
                "nosuch a b\r\n",
                "GET\r\n",
                // Good ones before a bad one are answered.
                "PING\r\n*1\r\n$4\r\nPING\r\n*1\r\n!\r\n",
                "PING\r\n*x\r\nPING\r\n",
                // Too long.
                "*" + "1".repeat(70_000),
                "*1\r\n$" + "1".repeat(70_000),
                "x".repeat(70_000),
                // Cut off by the end of the stream.
                "*",
                "*1",
                "*1\r\n",
                "*1\r\n$4\r\nPI",
                "*2\r\n$4\r\nECHO\r\n$5\r\nhel",
                "PING",
                "PING\r\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1000000\r\nabc");
    }

    @ParameterizedTest
    @MethodSource("malformedRequests")
    void malformedRequestsAreAnsweredAndClosedAsByRedis(String bytes) throws IOException {
        assertEquals(everything(REDIS.port(), bytes), everything(MEMBER.port(), bytes));
    }

    /** All that comes until the server closes, at the latest because the stream has ended. */
    private static String everything(int port, String bytes) throws IOException {
        try (RespClient client = new RespClient(port)) {
            client.sendText(bytes);
            client.finish();
            return client.readToEnd();
        }
    }

    @ParameterizedTest
    @MethodSource("closingRequests")
    void protocolErrorsCloseTheConnectionWithoutWaitingForItsEnd(String bytes) throws IOException {
        try (RespClient client = MEMBER.connect()) {
            client.sendText(bytes);
            assertTrue(client.readToEnd().startsWith("-ERR Protocol error: "));
        }
    }

    static List<String> closingRequests() {
        return List.of("*x\r\n", "*1\r\n+PING\r\n", "*1\r\n$-1\r\n", "ECHO \"unbalanced\r\n");
    }

    @Test
    void announcedButUnsentBytesTakeNoMemory() throws IOException {
        List<RespClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                RespClient client = MEMBER.connect();
                clients.add(client);
                client.sendText("*2\r\n$4\r\nECHO\r\n$500000000\r\n" + "x".repeat(100));
                client.sendText("*1000000\r\n");
            }
            try (RespClient client = MEMBER.connect()) {
                assertEquals("+PONG", client.call("PING").toString());
            }
        } finally {
            for (RespClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void mutatedRequestsLeaveTheMemberUnharmed() throws IOException {
        byte[] good =
                RespClient.pipeline(
                        RespClient.command("SET", "k", "v"),
                        RespClient.command("EVAL", "return {KEYS[1], ARGV[1]}", "1", "k", "a"),
                        RespClient.command("SCRIPT", "LOAD", "return 1"),
                        RespClient.command("MULTI"),
                        RespClient.command("GET", "k"),
                        RespClient.command("EXEC"));
        long seed = Seed.get();
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextBoolean() ? bad.length : random.nextInt(bad.length);
            try (RespClient client = MEMBER.connect()) {
                client.sendBytes(Arrays.copyOf(bad, length));
                client.finish();
                client.readToEnd();
            }
            if (i % 50 == 0) {
                try (RespClient client = MEMBER.connect()) {
                    assertEquals("+PONG", client.call("PING").toString(), "seed " + seed);
                }
            }
        }
    }

    @Test
    void bytesOfAnyValueSurviveTheWayThroughAScript() throws IOException {
        StringBuilder every = new StringBuilder();
        for (int b = 0; b < 256; b++) {
            every.append((char) b);
        }
        try (RespClient client = MEMBER.connect()) {
            String script = "redis.call('SET', KEYS[1], ARGV[1]) return redis.call('GET', KEYS[1])";
            assertEquals(
                    RespClient.bulk(every.toString()),
                    client.call("EVAL", script, "1", every.toString(), every.toString()));
        }
        assertEquals(256, Ascii.bytes(every.toString()).length);
    }
}
