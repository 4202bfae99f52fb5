package io.gridscript.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.Seed;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The decoder's verdict on malformed input against a real redis-server's: the same bytes go to the
 * server as they are, and as the requests that the decoder found, in clean form. Replies, the
 * protocol error and whether the connection closes must be the same.
 */
class RequestDecoderOracleTest {

    private static final long SECONDS = Long.getLong("test.fuzz.seconds", 3);
    private static final RequestLimits KNOWN = RequestLimits.DEFAULT;
    private static final RequestLimits UNKNOWN = KNOWN.authenticated(false);

    private static final String[] CORPUS = {
        "\r\n",
        "\n",
        " \t \r\n",
        "PING\n",
        "PING\r\n\r\nPING\n",
        "ECHO \u00e9\u00ff\r\n",
        "+PING\r\n",
        "-PING x\r\n",
        ":1\r\n",
        "$4\r\n",
        "_\r\n",
        "PING\0\r\n",
        "\0\r\nPING\r\n",
        "ECHO \"a\\x41\\n\\\"\" \r\n",
        "ECHO 'a\\'\\n'\r\n",
        "ECHO a\"b c\"\r\n",
        "ECHO \"a\"b\r\n",
        "ECHO \"a\r\n",
        "ECHO 'a\r\n",
        "\"\r\n",
        "ECHO \013a\013b\f \r\n",
        "ECHO \"a\"\013\r\n",
        "ECHO a\rb\r\n",
        "ECHO \"\"\r\n",
        "\"\"\r\n",
        "ECHO \\x41\r\n",
        "ECHO \"\\x4\"\r\n",
        "*0\r\nPING\r\n",
        "*-1\r\nPING\r\n",
        "*-10\r\nPING\r\n",
        "*1\r\n$4\r\nPINGxyPING\r\n",
        "*1\rx$4\rxPING\r\n",
        "*\r\n",
        "*a\r\n",
        "* 1\r\n",
        "*1 \r\n",
        "*+1\r\n",
        "*01\r\n",
        "*-0\r\n",
        "*1a\r\n",
        "*2147483647\r\n",
        "*2147483648\r\n",
        "*3000000000\r\n",
        "*99999999999999999999\r\n",
        "*-99999999999999999999\r\n",
        "*1\n$4\nPING\n",
        "*1\r\nfoo\r\n",
        "*1\r\nfoo",
        "*1\r\n\r\n",
        "*1\r\n\n\r\n",
        "*1\r\n:1\r\n",
        "*1\r\n*1\r\n",
        "*1\r\n\u00e9\r\n",
        "*1\r\n\"\r\n",
        "*1\r\n$\r\n",
        "*1\r\n$-1\r\n",
        "*1\r\n$-10\r\n",
        "*1\r\n$01\r\n",
        "*1\r\n$+1\r\n",
        "*1\r\n$1x\r\n",
        "*1\r\n$blabla\r\n",
        "*1\r\n$536870912\r\n",
        "*1\r\n$536870913\r\n",
        "*1\r\n$2000000000\r\n",
        "*1\r\n$9223372036854775808\r\n",
        "*3\r\n$3\r\nSET\r\n$1\r\nx\r\nfooz\r\n",
        "*3\r\n$3\r\nSET\r\n$1\r\nx\r\n$-10\r\n",
        "*2\r\n$4\r\nECHO\r\n$0\r\n\r\n",
        "*1\r\n$0\r\n\r\n",
        "*1\0\r\n",
        "*1\r\n$4\0\r\nPING\r\n",
        "*",
        "*1",
        "*1\r",
        "*1\r\n",
        "*1\r\n$",
        "*1\r\n$4\r\nPING",
        "*1\r\n$4\r\nPING\r",
        "PING\r",
        "PING",
        "*10\r\n",
        "*11\r\n",
        "*12\r\n$1\r\n",
        "*1\r\n$16384\r\n",
        "*1\r\n$16385\r\n",
        "*2\r\n$4\r\nECHO\r\n$16385\r\n",
        "set \"\"\"test-key\"\"\" test-value\r\nping\r\n",
        "PING\r\n*1\r\n!\r\nPING\r\n",
    };

    private static RedisOracle redis;
    private static RedisOracle locked;

    @BeforeAll
    static void startRedis() throws IOException {
        redis = RedisOracle.start();
        locked = RedisOracle.start("--requirepass", "secret");
    }

    @AfterAll
    static void stopRedis() {
        if (redis != null) {
            redis.close();
        }
        if (locked != null) {
            locked.close();
        }
    }

    @Test
    void malformedInputIsAnsweredAsRedisAnswersIt() throws IOException {
        for (String input : CORPUS) {
            byte[] bytes = Ascii.bytes(input);
            assertSameVerdict(redis, bytes, KNOWN, "");
            assertSameVerdict(locked, bytes, UNKNOWN, "not authenticated, ");
        }
    }

    @Test
    void overlongLinesAreAnsweredAsRedisAnswersThem() throws IOException {
        // Well beyond the limit: between 64 KB and Redis's next read, Redis depends on the reads.
        String much = "x".repeat(200_000);
        for (String start : List.of("", "*", "*1\r\n$", "\0", "*\0", "*1\r\n$\0", "*1\r\n")) {
            assertSameVerdict(redis, Ascii.bytes(start + much), KNOWN, "");
        }
    }

    @Test
    void fuzzedInputIsAnsweredAsRedisAnswersIt() throws IOException {
        long seed = Seed.get();
        RequestInputs inputs = new RequestInputs(new Random(seed));
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        do {
            assertSameVerdict(redis, inputs.mutated(), KNOWN, "seed " + seed + ", ");
        } while (System.nanoTime() < end);
    }

    private static void assertSameVerdict(
            RedisOracle server, byte[] input, RequestLimits limits, String context)
            throws IOException {
        Decoded decoded = Decoded.of(input, limits);
        Answer expected = answer(server, input);
        Answer clean = answer(server, clean(decoded.requests()));
        String ours = decoded.error() == null ? clean.bytes : clean.bytes + error(decoded.error());
        assertEquals(
                expected,
                new Answer(ours, decoded.error() != null),
                () -> context + "input " + Latin1Literal.of(input));
    }

    private static byte[] clean(List<List<String>> requests) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (List<String> request : requests) {
            bytes.writeBytes(RedisOracle.command(request.toArray(String[]::new)));
        }
        return bytes.toByteArray();
    }

    private static String error(String text) {
        ByteBuf buffer = Unpooled.buffer();
        new RespWriter(2, buffer).error(ErrorReply.of(text));
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return Ascii.string(bytes);
    }

    private static Answer answer(RedisOracle server, byte[] input) throws IOException {
        try (RedisOracle.Connection connection = server.connect()) {
            send(connection, input);
            server.settle(input.length);
            RedisOracle.Received received = connection.readWhatIsThere();
            return new Answer(Ascii.string(received.bytes()), received.closed());
        }
    }

    private static void send(RedisOracle.Connection connection, byte[] input) {
        try {
            connection.send(input);
        } catch (IOException closedMeanwhile) {
            // No fault: the server may close before it has read everything; the answer shows it.
        }
    }

    private record Answer(String bytes, boolean closed) {
        @Override
        public String toString() {
            return Latin1Literal.of(Ascii.bytes(bytes)) + (closed ? " closed" : " open");
        }
    }
}
