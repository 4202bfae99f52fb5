package io.gridscript.server.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A member that owns nothing answers as the owner does: as one Redis server. */
class AnyMemberIT {

    private static final int MANY = 10_000;

    @RegisterExtension
    static final GridExtension GRIDS = new GridExtension(3, "--busy-reply-threshold", "300");

    /** To a member that doesn't own the keyspace. */
    private RespConnection asked;

    /** To another one that doesn't. */
    private RespConnection other;

    private RespConnection owner;

    @BeforeEach
    void connect() throws IOException {
        asked = grid().bystander().connect();
        other = grid().backup().connect();
        owner = grid().owner().connect();
        assertEquals("OK", asked.call("FLUSHALL"));
    }

    @AfterEach
    void disconnect() throws IOException {
        asked.close();
        other.close();
        owner.close();
    }

    @Test
    void transactionSelectsDatabasesAndLoadsScripts() throws IOException {
        List<Object> replies =
                asked.pipeline(
                        List.of(
                                words("MULTI"),
                                words("SELECT", "1"),
                                words("SET", "key", "in one"),
                                words("SCRIPT", "LOAD", "return 1"),
                                words("SELECT", "2"),
                                words("GET", "key"),
                                words("EXEC"),
                                words("GET", "key"),
                                words("SELECT", "1"),
                                words("GET", "key")));
        String sha = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";
        assertEquals(Arrays.asList("OK", "OK", sha, "OK", null), replies.get(6));
        assertEquals(Arrays.asList(null, "OK", "in one"), replies.subList(7, 10));
        for (RespConnection connection : List.of(asked, other, owner)) {
            assertEquals(1L, connection.call("EVALSHA", sha, "0"));
        }
    }

    @Test
    void transactionChangesProtocolAndName() throws IOException {
        List<Object> replies =
                asked.pipeline(
                        List.of(
                                words("MULTI"),
                                words("CLIENT", "SETNAME", "first"),
                                words("CLIENT", "GETNAME"),
                                words("HELLO", "3", "SETNAME", "second"),
                                words("HSET", "hash", "field", "value"),
                                words("HGETALL", "hash"),
                                words("EXEC"),
                                words("CLIENT", "GETNAME"),
                                words("HGETALL", "hash")));
        List<?> inside = (List<?>) replies.get(6);
        assertEquals(List.of("OK", "first"), inside.subList(0, 2));
        assertEquals(3L, ((Map<?, ?>) inside.get(2)).get("proto"));
        assertEquals(List.of(1L, Map.of("field", "value")), inside.subList(3, 5));
        assertEquals(List.of("second", Map.of("field", "value")), replies.subList(7, 9));
    }

    @Test
    void endlessScriptMakesEveryMemberBusyUntilSomeMemberKillsIt() throws IOException {
        asked.send("EVAL", "while true do end", "0");
        asked.flush();
        try {
            for (RespConnection connection : List.of(other, owner)) {
                Awaitility.await("BUSY")
                        .untilAsserted(
                                () -> {
                                    Object reply = connection.call("GET", "key");
                                    assertTrue(RespError.is("BUSY", reply), () -> "GET: " + reply);
                                });
            }
            assertEquals("OK", other.call("SCRIPT", "KILL"));
            Object killed = asked.read();
            assertTrue(
                    killed instanceof RespError error
                            && error.text().contains("Script killed by user"),
                    () -> "EVAL: " + killed);
        } finally {
            // Nothing to kill where all is well; otherwise the other tests go on.
            owner.call("SCRIPT", "KILL");
        }
        for (RespConnection connection : List.of(asked, other, owner)) {
            assertEquals("OK", connection.call("SET", "key", "free again"));
        }
    }

    @Test
    void keysExpireAlikeForAll() throws IOException {
        assertEquals("OK", asked.call("SET", "key", "value", "PX", "1500"));
        Object deadline = owner.call("PEXPIRETIME", "key");
        for (RespConnection connection : List.of(asked, other)) {
            assertEquals(deadline, connection.call("PEXPIRETIME", "key"));
            long left = (Long) connection.call("PTTL", "key");
            assertTrue(left > 0 && left <= 1500, () -> "PTTL: " + left);
        }
        Awaitility.await("expired").until(() -> other.call("GET", "key") == null);
        // Gone for one means gone for all.
        assertEquals(0L, owner.call("EXISTS", "key"));
        assertEquals(-2L, asked.call("PTTL", "key"));
        assertEquals(0L, asked.call("DBSIZE"));
        grid().awaitSettled();
    }

    @Test
    void longPipelinesKeepTheirOrder() throws IOException {
        String sha = (String) asked.call("SCRIPT", "LOAD", "return redis.call('INCR', KEYS[1])");
        List<String[]> commands = new ArrayList<>();
        List<Object> expected = new ArrayList<>();
        long count = 0;
        for (int i = 0; i < MANY; i++) {
            switch (i % 4) {
                case 0 -> {
                    commands.add(words("INCR", "counter"));
                    expected.add(++count);
                }
                case 1 -> {
                    commands.add(words("EVALSHA", sha, "1", "counter"));
                    expected.add(++count);
                }
                case 2 -> {
                    // Needs no keyspace, so it is answered by the member asked.
                    commands.add(words("ECHO", "word " + i));
                    expected.add("word " + i);
                }
                default -> {
                    commands.add(words("GET", "counter"));
                    expected.add(Long.toString(count));
                }
            }
        }
        List<Object> replies = asked.pipeline(commands);
        for (int i = 0; i < MANY; i++) {
            assertEquals(expected.get(i), replies.get(i), "reply " + i);
        }
        assertEquals(Long.toString(count), owner.call("GET", "counter"));
    }

    @Test
    void scanFindsEveryKey() throws IOException {
        Set<String> keys =
                IntStream.range(0, MANY)
                        .mapToObj(i -> "key:" + i)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        asked.pipeline(keys.stream().map(key -> words("SET", key, "value")).toList())
                .forEach(reply -> assertEquals("OK", reply));
        Set<Object> found = new HashSet<>();
        String cursor = "0";
        do {
            List<?> reply = (List<?>) asked.call("SCAN", cursor, "COUNT", "500");
            cursor = (String) reply.get(0);
            found.addAll((List<?>) reply.get(1));
        } while (!cursor.equals("0"));
        assertEquals(keys, found);
        assertEquals((long) MANY, asked.call("DBSIZE"));
    }

    @Test
    void writesOfOneMemberAreSeenByAllAtOnce() throws IOException {
        for (int i = 0; i < MANY / 10; i++) {
            String value = Integer.toString(i);
            assertEquals("OK", asked.call("SET", "key", value));
            assertEquals(value, other.call("GET", "key"));
            assertEquals(value, owner.call("GET", "key"));
        }
    }

    private static String[] words(String... words) {
        return words;
    }

    private static Grid grid() {
        return GRIDS.grid();
    }
}
