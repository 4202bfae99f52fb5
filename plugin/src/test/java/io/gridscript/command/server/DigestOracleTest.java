package io.gridscript.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.gridscript.command.ConnectionTester;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same data has the same DEBUG DIGEST and DEBUG DIGEST-VALUE here and at a real Redis. */
class DigestOracleTest {

    private static final String ZEROS = "0".repeat(40);

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    private final FakeServer server = EveryCommand.server();
    private final ConnectionTester ours = server.tester;
    private RedisOracle.Connection theirs;

    @BeforeEach
    void connect() throws IOException {
        server.values.put("enable-debug-command", "yes");
        ours.keyspace().now(System.currentTimeMillis());
        theirs = REDIS.connect();
        theirs.call("FLUSHALL");
        theirs.call("DEBUG", "SET-ACTIVE-EXPIRE", "0");
    }

    @AfterEach
    void disconnect() throws IOException {
        theirs.close();
    }

    private void both(String... command) throws IOException {
        assertEquals(theirs.call(command).toString(), ours.text(command));
    }

    private void digestsAreEqual() throws IOException {
        both("DEBUG", "DIGEST");
        both("DEBUG", "DIGEST-VALUE", "s", "n", "h", "big", "set", "z", "absent", "s");
    }

    @Test
    void emptyDataHasZeros() throws IOException {
        digestsAreEqual();
        assertEquals("+" + ZEROS + "\r\n", Ascii.string(ours.bytes("DEBUG", "DIGEST")));
        assertEquals("*0\r\n", Ascii.string(ours.bytes("DEBUG", "DIGEST-VALUE")));
        both("DEBUG", "DIGEST-VALUE");
        both("DEBUG", "DIGEST", "more");
    }

    @Test
    void stringsHaveTheDigestsOfRedis() throws IOException {
        both("SET", "s", "some \u00e9 text");
        both("SET", "n", "-12345");
        digestsAreEqual();
        both("APPEND", "n", "6");
        both("SETRANGE", "s", "30", "x");
        both("SET", "", "");
        digestsAreEqual();
    }

    @Test
    void hashesHaveTheDigestsOfRedis() throws IOException {
        both("HSET", "h", "a", "1", "b", "2", "c", "");
        digestsAreEqual();
        for (int i = 0; i < 600; i++) {
            both("HSET", "big", "field" + i, "x".repeat(i));
        }
        both("HDEL", "h", "b");
        digestsAreEqual();
    }

    @Test
    void listsHaveTheDigestsOfRedis() throws IOException {
        both("RPUSH", "h", "a", "1", "b", "", "a");
        digestsAreEqual();
        for (int i = 0; i < 600; i++) {
            both("LPUSH", "big", "x".repeat(i));
        }
        both("LREM", "h", "0", "a");
        digestsAreEqual();
    }

    @Test
    void setsHaveTheDigestsOfRedis() throws IOException {
        both("SADD", "set", "3", "-1", "2");
        digestsAreEqual();
        both("SADD", "set", "", "some \u00e9 text", "x".repeat(100));
        digestsAreEqual();
        for (int i = 0; i < 600; i++) {
            both("SADD", "big", String.valueOf(i));
        }
        both("SREM", "set", "3");
        both("EXPIRE", "set", "500");
        digestsAreEqual();
    }

    @Test
    void sortedSetsHaveTheDigestsOfRedis() throws IOException {
        both("ZADD", "z", "1", "a", "2.5", "b", "-3", "c", "inf", "d", "-inf", "e", "0", "");
        digestsAreEqual();
        for (int i = 0; i < 200; i++) {
            both("ZADD", "big", String.valueOf(i % 20), "member" + i);
        }
        both("ZREM", "z", "b");
        digestsAreEqual();
    }

    @Test
    void theOrderOfFieldsAndKeysMakesNoDifference() {
        ours.run("HSET", "h", "a", "1", "b", "2");
        ours.run("SET", "s", "1");
        String before = ours.text("DEBUG", "DIGEST");
        ours.run("FLUSHALL");
        ours.run("SET", "s", "1");
        ours.run("HSET", "h", "b", "2", "a", "1");
        assertEquals(before, ours.text("DEBUG", "DIGEST"));
        ours.run("HSET", "h", "a", "2", "b", "1");
        assertNotEquals(before, ours.text("DEBUG", "DIGEST"));
    }

    @Test
    void deadlinesCountButNotWhen() throws IOException {
        both("SET", "s", "1");
        both("SET", "n", "1", "EX", "1000");
        both("HSET", "h", "a", "1");
        both("EXPIRE", "h", "500");
        digestsAreEqual();
        both("EXPIRE", "h", "5000");
        both("PERSIST", "n");
        digestsAreEqual();
    }

    @Test
    void eachDatabaseCountsByItsNumber() throws IOException {
        both("SET", "s", "1");
        digestsAreEqual();
        both("SWAPDB", "0", "3");
        digestsAreEqual();
        both("SET", "s", "2");
        both("COPY", "s", "s", "DB", "9");
        digestsAreEqual();
    }
}
