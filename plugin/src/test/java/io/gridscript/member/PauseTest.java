package io.gridscript.member;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Nil;
import java.io.IOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** CLIENT PAUSE lets commands wait, neither more nor less than it says. */
class PauseTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    private static final String FOREVER = "1000000";

    private RespClient operator;
    private RespClient client;

    @BeforeEach
    void connect() throws IOException {
        operator = MEMBER.connect();
        client = MEMBER.connect();
        operator.call("FLUSHALL");
    }

    @AfterEach
    void disconnect() throws IOException {
        operator.call("CLIENT", "UNPAUSE");
        operator.close();
        client.close();
    }

    private String info(String field) throws IOException {
        String text = ((Bulk) operator.call("INFO", "everything")).text();
        int start = text.indexOf("\n" + field + ":") + field.length() + 2;
        return text.substring(start, text.indexOf('\r', start));
    }

    private void awaitWaiting(int connections) {
        Awaitility.await().until(() -> info("blocked_clients").equals("" + connections));
    }

    @Test
    void writesWaitAndReadsDoNot() throws IOException {
        operator.call("SET", "key", "1");
        operator.call("CLIENT", "PAUSE", FOREVER, "WRITE");
        assertEquals(bulk("1"), client.call("GET", "key"));
        assertEquals(status("PONG"), client.call("PING"));
        assertEquals(
                bulk("1"),
                client.call(
                        "EVAL",
                        "#!lua flags=no-writes\nreturn redis.call('GET', KEYS[1])",
                        "1",
                        "key"));
        assertEquals(
                bulk("1"), client.call("EVAL_RO", "return redis.call('GET', KEYS[1])", "1", "key"));
        client.send("SET", "key", "2");
        client.send("GET", "key");
        awaitWaiting(1);
        assertEquals(bulk("1"), operator.call("GET", "key"));
        assertEquals(status("OK"), operator.call("CLIENT", "UNPAUSE"));
        assertEquals(status("OK"), client.read());
        assertEquals(bulk("2"), client.read());
        awaitWaiting(0);
    }

    @Test
    void scriptsThatMayWriteWait() throws IOException {
        String sha = ((Bulk) operator.call("SCRIPT", "LOAD", "return 1")).text();
        operator.call("CLIENT", "PAUSE", FOREVER, "WRITE");
        try (RespClient other = MEMBER.connect()) {
            client.send("EVAL", "#!lua\nreturn 1", "0");
            other.send("EVALSHA", sha, "0");
            awaitWaiting(2);
            operator.call("CLIENT", "UNPAUSE");
            assertEquals(integer(1), client.read());
            assertEquals(integer(1), other.read());
        }
    }

    @Test
    void transactionsWaitAtExecIfTheyWrite() throws IOException {
        client.call("MULTI");
        client.call("SET", "key", "1");
        try (RespClient reader = MEMBER.connect()) {
            reader.call("MULTI");
            reader.call("GET", "key");
            operator.call("CLIENT", "PAUSE", FOREVER, "WRITE");
            client.send("EXEC");
            awaitWaiting(1);
            assertEquals(array(Nil.BULK), reader.call("EXEC"));
            operator.call("CLIENT", "UNPAUSE");
            assertEquals(array(status("OK")), client.read());
        }
    }

    @Test
    void aTransactionThatPausesRunsToItsEnd() throws IOException {
        operator.call("MULTI");
        operator.call("CLIENT", "PAUSE", FOREVER, "WRITE");
        operator.call("SET", "key", "1");
        assertEquals(array(status("OK"), status("OK")), operator.call("EXEC"));
        assertEquals(bulk("1"), operator.call("GET", "key"));
    }

    @Test
    void requestsThatAreWrongDoNotWait() throws IOException {
        operator.call("CLIENT", "PAUSE", FOREVER, "WRITE");
        assertEquals(
                RespClient.error("ERR wrong number of arguments for 'set' command"),
                client.call("SET", "key"));
    }

    /** Redis 7.0 pauses forever then. */
    @Test
    void aTimeThatNoClockReachesIsRefused() throws IOException {
        assertEquals(
                RespClient.error("ERR timeout is out of range"),
                operator.call("CLIENT", "PAUSE", "9223372036854775807"));
    }

    @Test
    void everythingWaitsUntilTheTimeIsOver() throws IOException {
        long start = System.nanoTime();
        operator.call("CLIENT", "PAUSE", "300");
        operator.call("CLIENT", "PAUSE", "1", "WRITE");
        assertEquals(status("PONG"), client.call("PING"));
        assertTrue(System.nanoTime() - start >= 290_000_000, "gone on before the time was over");
    }

    @Test
    void aRequestWithinAPipelineWaitsAndKeepsItsPlace() throws IOException {
        operator.call("CLIENT", "PAUSE", FOREVER, "WRITE");
        client.sendBytes(
                RespClient.pipeline(
                        RespClient.command("GET", "key"),
                        RespClient.command("DEBUG", "SLEEP", "0"),
                        RespClient.command("SET", "key", "1"),
                        RespClient.command("GET", "key")));
        assertEquals(Nil.BULK, client.read());
        client.read();
        awaitWaiting(1);
        operator.call("CLIENT", "UNPAUSE");
        assertEquals(status("OK"), client.read());
        assertEquals(bulk("1"), client.read());
    }

    @Test
    void keysAreGoneButDoNotExpire() throws IOException {
        String before = info("expired_keys");
        operator.call("MULTI");
        operator.call("SET", "key", "1", "PX", "1");
        operator.call("SET", "other", "1", "PX", "1");
        operator.call("CLIENT", "PAUSE", FOREVER, "WRITE");
        operator.call("EXEC");
        Awaitility.await().until(() -> operator.call("GET", "key").equals(Nil.BULK));
        Awaitility.await().until(() -> operator.call("EXISTS", "other").equals(integer(0)));
        operator.call("RANDOMKEY");
        operator.call("SCAN", "0");
        assertEquals(integer(2), operator.call("DBSIZE"));
        assertEquals(before, info("expired_keys"));
        operator.call("CLIENT", "UNPAUSE");
        Awaitility.await().until(() -> operator.call("DBSIZE").equals(integer(0)));
        assertEquals(Long.parseLong(before) + 2, Long.parseLong(info("expired_keys")));
    }

    @Test
    void whoIsGoneWaitsNoMore() throws IOException {
        operator.call("CLIENT", "PAUSE", FOREVER, "WRITE");
        client.send("SET", "key", "1");
        awaitWaiting(1);
        String list = ((Bulk) operator.call("CLIENT", "LIST")).text();
        assertTrue(list.contains(" flags=b "), list);
        client.close();
        awaitWaiting(0);
        operator.call("CLIENT", "UNPAUSE");
        assertEquals(Nil.BULK, operator.call("GET", "key"));
    }
}
