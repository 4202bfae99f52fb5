package io.gridscript.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Value;
import io.gridscript.reply.RespReader.Verbatim;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Several clients wait for keys, and another one makes keys ready, here and at a real redis-server:
 * the same ones are answered, with the same.
 *
 * <p>Nobody waits for two keys that get values: before 7.2 Redis served the key that was ready,
 * since then it runs the command again, which takes the first key that is there.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockingOracleTest {

    private static final int STEPS = Integer.getInteger("test.fuzz.steps", 1500);
    private static final int WAITING = 4;
    private static final Pattern BLOCKED = Pattern.compile("blocked_clients:(\\d+)");

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    private final long seed = Seed.get();
    private final Random random = new Random(seed);
    private final List<String> history = new ArrayList<>();

    /** One server with its clients. */
    private static final class Side implements AutoCloseable {

        private final RespClient driver;
        private final List<RespClient> clients = new ArrayList<>();
        private final boolean[] waiting = new boolean[WAITING];

        Side(int port) throws IOException {
            driver = new RespClient(port);
            for (int i = 0; i < WAITING; i++) {
                clients.add(new RespClient(port));
                clients.get(i).call("HELLO", i % 2 == 0 ? "2" : "3");
            }
            driver.call("FLUSHALL");
        }

        int blocked() throws IOException {
            Value info = driver.call("INFO", "clients");
            String text =
                    info instanceof Verbatim verbatim ? verbatim.text() : ((Bulk) info).text();
            Matcher matcher = BLOCKED.matcher(text);
            assertTrue(matcher.find(), text);
            return Integer.parseInt(matcher.group(1));
        }

        int expectedBlocked() {
            int count = 0;
            for (boolean each : waiting) {
                count += each ? 1 : 0;
            }
            return count;
        }

        /** Its reply, or null when it waits. */
        Value begin(int client, String... command) throws IOException {
            clients.get(client).send(command);
            int before = expectedBlocked();
            Awaitility.await()
                    .pollDelay(java.time.Duration.ZERO)
                    .pollInterval(java.time.Duration.ofMillis(1))
                    .until(() -> blocked() > before || !clients.get(client).isSilentFor(1));
            waiting[client] = blocked() > before;
            return waiting[client] ? null : clients.get(client).read();
        }

        @Override
        public void close() throws IOException {
            driver.close();
            for (RespClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void theSameClientsAreServedWithTheSame() throws Exception {
        int served = 0;
        try (Side theirs = new Side(REDIS.port());
                Side ours = new Side(MEMBER.port())) {
            for (int step = 0; step < STEPS; step++) {
                int client = random.nextInt(WAITING);
                if (!theirs.waiting[client] && random.nextBoolean()) {
                    String[] command = blocking();
                    history.add(client + ": " + String.join(" ", command));
                    assertEquals(
                            theirs.begin(client, command),
                            ours.begin(client, command),
                            this::context);
                    assertEquals(theirs.waiting[client], ours.waiting[client], this::context);
                } else {
                    drive(theirs, ours);
                }
                served += settle(theirs, ours);
            }
        }
        assertTrue(served > STEPS / 20, served + " served");
    }

    private void drive(Side theirs, Side ours) throws IOException {
        List<String[]> commands = changing();
        for (String[] command : commands) {
            history.add(String.join(" ", command));
            assertEquals(theirs.driver.call(command), ours.driver.call(command), this::context);
        }
    }

    private int settle(Side theirs, Side ours) throws IOException {
        int served = 0;
        int blocked = theirs.blocked();
        if (blocked < theirs.expectedBlocked()) {
            for (int i = 0; i < WAITING; i++) {
                if (theirs.waiting[i] && !theirs.clients.get(i).isSilentFor(2)) {
                    served++;
                    theirs.waiting[i] = false;
                    ours.waiting[i] = false;
                    Value expected = theirs.clients.get(i).read();
                    assertEquals(expected, ours.clients.get(i).read(), this::context);
                    history.add(i + " has " + expected);
                }
            }
        }
        assertEquals(blocked, theirs.expectedBlocked(), this::context);
        Awaitility.await(context())
                .pollDelay(java.time.Duration.ZERO)
                .pollInterval(java.time.Duration.ofMillis(1))
                .until(() -> ours.blocked() == blocked);
        return served;
    }

    private String context() {
        return "seed "
                + seed
                + ", "
                + history.subList(Math.max(0, history.size() - 25), history.size());
    }

    private String[] blocking() {
        return switch (random.nextInt(8)) {
            case 0 -> words("BLPOP", "none", key(), "0");
            case 1 -> words("BRPOP", key(), "0");
            case 2 -> words("BLMOVE", key(), key(), end(), end(), "0");
            case 3 -> words("BRPOPLPUSH", key(), key(), "0");
            case 4 -> words("BLMPOP", "0", "2", key(), "none", end(), "COUNT", "2");
            case 5 -> words("BZPOPMIN", "none", key(), "0");
            case 6 -> words("BZPOPMAX", key(), "0");
            default -> words("BZMPOP", "0", "1", key(), random.nextBoolean() ? "MIN" : "MAX");
        };
    }

    private List<String[]> changing() {
        String key = key();
        return switch (random.nextInt(15)) {
            case 0, 1 -> List.<String[]>of(words("RPUSH", key, element()));
            case 2 -> List.<String[]>of(words("LPUSH", key, element(), element(), element()));
            case 3, 4 -> List.<String[]>of(words("ZADD", key, "1", element(), "2", element()));
            case 5 -> List.<String[]>of(words("SET", key, "text"));
            case 6, 7, 8 -> List.<String[]>of(words("DEL", key));
            case 9 -> List.<String[]>of(words("RENAMENX", key, key()));
            case 10 -> List.<String[]>of(words("COPY", key, key()));
            case 11 ->
                    List.of(
                            words("MULTI"),
                            words("RPUSH", key, element(), element()),
                            words("LPOP", key),
                            words("EXEC"));
            case 12 -> List.<String[]>of(words("EVAL", SCRIPT, "1", key, element(), element()));
            case 13 ->
                    List.of(
                            words("MULTI"),
                            words("BLPOP", key, "0"),
                            words("BLMOVE", key, key, "LEFT", "LEFT", "0"),
                            words("BLMPOP", "0", "1", key, "LEFT"),
                            words("BZPOPMIN", key, "0"),
                            words("BZMPOP", "0", "1", key, "MAX"),
                            words("EXEC"));
            default ->
                    List.of(
                            words("MULTI"),
                            words("RPUSH", key, element()),
                            words("DEL", key),
                            words("ZADD", key, "1", element()),
                            words("EXEC"));
        };
    }

    private static final String SCRIPT =
            "redis.pcall('RPUSH', KEYS[1], ARGV[1], ARGV[2]) return redis.pcall('LPOP', KEYS[1])";

    private static String[] words(String... words) {
        return words;
    }

    private String key() {
        return "key" + random.nextInt(4);
    }

    private String element() {
        return "e" + random.nextInt(100);
    }

    private String end() {
        return random.nextBoolean() ? "LEFT" : "RIGHT";
    }

    /** What is wrong is said before anybody waits. */
    @Test
    void wrongRequestsAreRefusedAlike() throws Exception {
        try (RespClient theirs = new RespClient(REDIS.port());
                RespClient ours = MEMBER.connect()) {
            for (String timeout : TIMEOUTS) {
                for (String[] command : withTimeout(timeout)) {
                    assertEquals(
                            theirs.call(command),
                            ours.call(command),
                            () -> Arrays.toString(command));
                }
            }
            for (String[] command : WRONG) {
                assertEquals(
                        theirs.call(command), ours.call(command), () -> Arrays.toString(command));
            }
        }
    }

    private static final String[] TIMEOUTS = {
        "-1", "x", "", " 1", "1 ", "nan", "-inf", "-0.1", "0.001", "1e-3"
    };

    private static String[][] withTimeout(String timeout) {
        return new String[][] {
            words("BLPOP", "k", timeout),
            words("BRPOP", "k", "l", timeout),
            words("BLMOVE", "k", "l", "LEFT", "RIGHT", timeout),
            words("BRPOPLPUSH", "k", "l", timeout),
            words("BLMPOP", timeout, "1", "k", "LEFT"),
            words("BZPOPMIN", "k", timeout),
            words("BZPOPMAX", "k", timeout),
            words("BZMPOP", timeout, "1", "k", "MIN"),
        };
    }

    private static final String[][] WRONG = {
        words("BLPOP", "k"),
        words("BLMOVE", "k", "l", "LEFT", "MIDDLE", "x"),
        words("BLMOVE", "k", "l", "UP", "LEFT", "0"),
        words("BLMPOP", "0", "0", "k", "LEFT"),
        words("BLMPOP", "0", "x", "k", "LEFT"),
        words("BLMPOP", "x", "1", "k", "UP"),
        words("BLMPOP", "x", "2", "k", "LEFT"),
        words("BLMPOP", "0", "1", "k", "LEFT", "COUNT"),
        words("BLMPOP", "0", "1", "k", "LEFT", "COUNT", "0"),
        words("BLMPOP", "0", "1", "k", "LEFT", "COUNT", "1", "COUNT", "2"),
        words("BZMPOP", "0", "0", "k", "MIN"),
        words("BZMPOP", "x", "1", "k", "UP"),
        words("BZMPOP", "0", "1", "k", "MIN", "COUNT", "-1"),
        words("SET", "text", "x"),
        words("BLPOP", "text", "0"),
        words("BLPOP", "k", "text", "0"),
        words("BLMOVE", "text", "l", "LEFT", "LEFT", "0"),
        words("BZPOPMIN", "text", "0"),
        words("BZMPOP", "0", "1", "text", "MIN"),
        words("RPUSH", "source", "a"),
        words("BLMOVE", "source", "text", "LEFT", "LEFT", "0"),
        words("DEL", "text", "source"),
        words("CLIENT", "UNBLOCK", "x"),
        words("CLIENT", "UNBLOCK", "1", "SOON"),
        words("CLIENT", "UNBLOCK", "1", "ERROR", "x"),
        words("CLIENT", "UNBLOCK", "999999"),
    };
}
