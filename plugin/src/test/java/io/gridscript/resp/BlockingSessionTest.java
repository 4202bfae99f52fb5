package io.gridscript.resp;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.command;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.pipeline;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Nil;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection that waits for keys, over the wire. */
@Timeout(60)
class BlockingSessionTest {

    @RegisterExtension
    static final RunningMember MEMBER = new RunningMember().with("io-threads", "2");

    private RespClient waiting;
    private RespClient other;

    @BeforeEach
    void connect() throws IOException {
        waiting = MEMBER.connect();
        other = MEMBER.connect();
        other.call("FLUSHALL");
    }

    @AfterEach
    void disconnect() throws IOException {
        waiting.close();
        other.close();
    }

    private void awaitBlocked(int clients) {
        Awaitility.await().until(() -> info("blocked_clients") == clients);
    }

    private int info(String field) throws IOException {
        String text = ((Bulk) other.call("INFO", "clients")).text();
        int start = text.indexOf(field + ":") + field.length() + 1;
        return Integer.parseInt(text.substring(start, text.indexOf('\r', start)));
    }

    private static Value popped(String element) {
        return array(bulk("k"), bulk(element));
    }

    /** What came before is answered before it waits; what comes after waits, too. */
    @Test
    void pipelineGoesOnBehindTheCommandThatWaits() throws IOException {
        waiting.sendBytes(
                pipeline(
                        command("SET", "a", "1"),
                        command("BLPOP", "k", "0"),
                        command("INCR", "a"),
                        command("BLPOP", "k", "0"),
                        command("PING")));
        assertEquals(status("OK"), waiting.read());
        awaitBlocked(1);
        assertEquals(bulk("1"), other.call("GET", "a"));
        other.call("RPUSH", "k", "x");
        assertEquals(popped("x"), waiting.read());
        assertEquals(integer(2), waiting.read());
        awaitBlocked(1);
        other.call("RPUSH", "k", "y");
        assertEquals(popped("y"), waiting.read());
        assertEquals(status("PONG"), waiting.read());
    }

    /** Nobody's command comes between the push and whoever waits, not even the pusher's next. */
    @Test
    void whoWaitsComesBeforeTheNextCommandOfThePusher() throws IOException {
        waiting.send("BLPOP", "k", "0");
        awaitBlocked(1);
        other.sendBytes(pipeline(command("RPUSH", "k", "x"), command("LPOP", "k")));
        assertEquals(integer(1), other.read());
        assertEquals(Nil.BULK, other.read());
        assertEquals(popped("x"), waiting.read());
    }

    @Test
    void scriptsAndTransactionsServeAtTheirEnd() throws IOException {
        waiting.send("BLPOP", "k", "0");
        awaitBlocked(1);
        String script = "redis.call('RPUSH', KEYS[1], 'a', 'b') return redis.call('LPOP', KEYS[1])";
        assertEquals(bulk("a"), other.call("EVAL", script, "1", "k"));
        assertEquals(popped("b"), waiting.read());
        waiting.send("BLPOP", "k", "0");
        awaitBlocked(1);
        other.call("MULTI");
        other.call("RPUSH", "k", "c", "d");
        other.call("LPOP", "k");
        assertEquals(array(integer(2), bulk("c")), other.call("EXEC"));
        assertEquals(popped("d"), waiting.read());
        assertEquals(
                array(Nil.BULK, Nil.BULK),
                other.call(
                        "EVAL",
                        "return {redis.call('BLPOP', KEYS[1], 0),"
                                + " redis.call('BLMOVE', KEYS[1], 'x', 'LEFT', 'LEFT', 0)}",
                        "1",
                        "k"));
    }

    /** A script that is tried and then starts again elsewhere serves once, when it stands. */
    @Test
    void scriptThatStartsAgainServesOnce() throws IOException {
        waiting.send("BLPOP", "k", "0");
        awaitBlocked(1);
        MEMBER.inlineBudget(elapsed -> true);
        try {
            other.call("EVAL", "return redis.call('RPUSH', KEYS[1], 'a', 'b')", "1", "k");
        } finally {
            MEMBER.inlineBudget(io.gridscript.command.InlineBudget.DEFAULT);
        }
        assertEquals(popped("a"), waiting.read());
        assertEquals(integer(1), other.call("LLEN", "k"));
    }

    @Test
    void listTellsThatAClientIsBlocked() throws IOException {
        String id = waiting.call("CLIENT", "ID").toString().substring(1);
        waiting.send("BLPOP", "k", "l", "0");
        awaitBlocked(1);
        String line = ((Bulk) other.call("CLIENT", "LIST", "ID", id)).text();
        assertTrue(line.contains(" flags=b "), line);
        assertTrue(line.contains(" cmd=blpop "), line);
        assertEquals(2, info("total_blocking_keys"));
        assertEquals(0, info("total_blocking_keys_on_nokey"));
        assertEquals(integer(1), other.call("CLIENT", "UNBLOCK", id));
        assertEquals(Nil.ARRAY, waiting.read());
        awaitBlocked(0);
        line = ((Bulk) other.call("CLIENT", "LIST", "ID", id)).text();
        assertTrue(line.contains(" flags=N "), line);
    }

    @Test
    void clientThatHangsUpTakesNothing() throws IOException {
        waiting.send("BLPOP", "k", "0");
        awaitBlocked(1);
        waiting.finish();
        assertTrue(waiting.isClosedByPeer());
        awaitBlocked(0);
        assertEquals(integer(1), other.call("RPUSH", "k", "x"));
        assertEquals(integer(1), other.call("LLEN", "k"));
    }

    @Test
    void whatIsFlushedAwayLeavesThemWaiting() throws IOException {
        waiting.send("BLPOP", "k", "0");
        awaitBlocked(1);
        other.call("MULTI");
        other.call("RPUSH", "k", "x");
        other.call("FLUSHALL");
        other.call("EXEC");
        other.call("SET", "k", "text");
        assertEquals(1, info("blocked_clients"));
        other.call("DEL", "k");
        other.call("RPUSH", "k", "y");
        assertEquals(popped("y"), waiting.read());
    }

    @Test
    void replyThatIsNotWantedIsNotSent() throws IOException {
        waiting.send("CLIENT", "REPLY", "SKIP");
        waiting.send("BLPOP", "k", "0");
        awaitBlocked(1);
        other.call("RPUSH", "k", "x");
        assertEquals(status("PONG"), waiting.call("PING"));
    }

    @Test
    void timeIsKept() throws IOException {
        long start = System.nanoTime();
        assertEquals(Nil.ARRAY, waiting.call("BLPOP", "k", "0.25"));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(millis >= 250, millis + " ms");
        assertEquals(Nil.ARRAY, waiting.call("BLMOVE", "k", "l", "LEFT", "LEFT", "0.001"));
    }

    /** Whoever waits keeps nobody from shutting down. */
    @Test
    void shutdownDoesNotWaitForThem() throws IOException {
        try (RunningMember member = new RunningMember().start();
                RespClient client = member.connect()) {
            client.call("PING");
            client.send("BLPOP", "k", "0");
            long start = System.nanoTime();
            member.close();
            assertTrue(client.isClosedByPeer());
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(5));
        }
    }
}
