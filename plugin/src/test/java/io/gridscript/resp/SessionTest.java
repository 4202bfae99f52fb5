package io.gridscript.resp;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.command;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.pipeline;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Failure;
import io.gridscript.reply.RespReader.Int;
import io.gridscript.reply.RespReader.Nil;
import io.gridscript.reply.RespReader.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection's promises: order, its own state, its limits and its end. */
@Timeout(60)
class SessionTest {

    @RegisterExtension
    static final RunningMember MEMBER = new RunningMember().with("io-threads", "2");

    private static final String SLOW =
            "local start = os.clock() while os.clock() - start < 0.3 do end return 'slow'";

    private RespClient client;

    @BeforeEach
    void connect() throws IOException {
        client = MEMBER.connect();
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        MEMBER.set("maxclients", "10000");
        MEMBER.set("timeout", "0");
        MEMBER.set("requirepass", "");
    }

    @Test
    void repliesOfOneWriteComeInTheOrderOfItsRequests() throws IOException {
        client.sendBytes(pipeline(mixed()));
        assertEquals(mixedReplies(), client.read(mixed().length));
    }

    @Test
    void requestsThatComeByteByByteAreAnsweredTheSame() throws IOException {
        for (byte b : pipeline(mixed())) {
            client.sendBytes(new byte[] {b});
        }
        assertEquals(mixedReplies(), client.read(mixed().length));
    }

    @Test
    void longPipelineOfAllKindsKeepsItsOrder() throws IOException {
        int rounds = 1000;
        CompletableFuture<List<Value>> replies =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return client.read(rounds * mixed().length);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < rounds; i++) {
            bytes.writeBytes(pipeline(mixed()));
        }
        client.sendBytes(bytes.toByteArray());

        List<Value> all = replies.join();
        for (int i = 0; i < rounds; i++) {
            int from = i * mixed().length;
            assertEquals(mixedReplies(), all.subList(from, from + mixed().length), "round " + i);
        }
    }

    /** Local commands, commands and scripts on the keyspace, commands of the grid, an EXEC. */
    private static String[][] mixed() {
        return new String[][] {
            command("SET", "k", "1"),
            command("PING"),
            command("EVAL", "return redis.call('INCR', KEYS[1])", "1", "k"),
            command("GET", "k"),
            command("SCRIPT", "LOAD", "return 1"),
            command("ECHO", "a"),
            command("EVALSHA", "e0e1f9fabfc9d4800c877a703b823ac0578ff8db", "0"),
            command("MULTI"),
            command("INCR", "k"),
            command("EVAL", "return redis.call('INCR', KEYS[1])", "1", "k"),
            command("PING"),
            command("EXEC"),
            command("SCRIPT", "FLUSH"),
            command("SCRIPT", "EXISTS", "e0e1f9fabfc9d4800c877a703b823ac0578ff8db"),
            command("NOSUCH"),
            command("SELECT", "1"),
            command("EXISTS", "k"),
            command("EVAL", "return redis.call('EXISTS', KEYS[1])", "1", "k"),
            command("SELECT", "0"),
            command("EVAL", "return redis.call('EXISTS', KEYS[1])", "1", "k"),
            command("GET", "k"),
        };
    }

    private static List<Value> mixedReplies() {
        return List.of(
                status("OK"),
                status("PONG"),
                integer(2),
                bulk("2"),
                bulk("e0e1f9fabfc9d4800c877a703b823ac0578ff8db"),
                bulk("a"),
                integer(1),
                status("OK"),
                status("QUEUED"),
                status("QUEUED"),
                status("QUEUED"),
                array(integer(3), integer(4), status("PONG")),
                status("OK"),
                array(integer(0)),
                error("ERR unknown command 'NOSUCH', with args beginning with: "),
                status("OK"),
                integer(0),
                integer(0),
                status("OK"),
                integer(1),
                bulk("4"));
    }

    @Test
    void mixedRequestsAreAnsweredAsByRedis() throws IOException {
        try (RedisOracle redis = RedisOracle.start();
                RespClient real = new RespClient(redis.port())) {
            real.sendBytes(pipeline(mixed()));
            assertEquals(real.read(mixed().length), mixedReplies());
        }
    }

    @Test
    void replyOffSilencesEverythingUntilOn() throws IOException {
        client.sendBytes(
                pipeline(
                        command("CLIENT", "REPLY", "OFF"),
                        command("SET", "off", "1"),
                        command("EVAL", "return redis.call('INCR', 'off')", "0"),
                        command("SCRIPT", "LOAD", "return 'off'"),
                        command("NOSUCH"),
                        command("MULTI"),
                        command("INCR", "off"),
                        command("EXEC"),
                        command("CLIENT", "REPLY", "ON"),
                        command("GET", "off")));
        assertEquals(status("OK"), client.read());
        assertEquals(bulk("3"), client.read());
    }

    @Test
    void replySkipSilencesTheNextCommandOnly() throws IOException {
        client.sendBytes(
                pipeline(
                        command("CLIENT", "REPLY", "SKIP"),
                        command("PING", "skipped"),
                        command("PING", "one"),
                        command("CLIENT", "REPLY", "SKIP"),
                        command("EVAL", "return 'skipped'", "0"),
                        command("EVAL", "return 'two'", "0"),
                        command("CLIENT", "REPLY", "SKIP"),
                        command("SCRIPT", "LOAD", "return 'skipped'"),
                        command("PING", "three")));
        assertEquals(List.of(bulk("one"), bulk("two"), bulk("three")), client.read(3));
    }

    @Test
    void quitIsAnsweredAndWhatFollowsIsNot() throws IOException {
        client.sendBytes(
                pipeline(
                        command("SET", "quit", "before"),
                        command("EVAL", "return 1", "0"),
                        command("QUIT"),
                        command("SET", "quit", "after")));
        assertEquals(List.of(status("OK"), integer(1), status("OK")), client.read(3));
        assertTrue(client.isClosedByPeer());
        try (RespClient next = MEMBER.connect()) {
            assertEquals(bulk("before"), next.call("GET", "quit"));
        }
    }

    @Test
    void resetMakesTheConnectionAsItBegan() throws IOException {
        client.call("HELLO", "3", "SETNAME", "named");
        client.call("SELECT", "5");
        client.call("WATCH", "k");
        client.call("MULTI");
        client.call("CLIENT", "REPLY", "ON");

        assertEquals(status("RESET"), client.call("RESET"));

        assertEquals(Nil.BULK, client.call("GET", "nosuch"), "RESP 2 again");
        assertEquals(Nil.BULK, client.call("CLIENT", "GETNAME"));
        String info = client.call("CLIENT", "INFO").toString();
        assertTrue(info.contains(" db=0 "), info);
        assertEquals(error("ERR EXEC without MULTI"), client.call("EXEC"));
    }

    @Test
    void watchedKeyChangedByAnotherOrByAScriptStopsExec() throws IOException {
        try (RespClient other = MEMBER.connect()) {
            client.call("SET", "watched", "1");
            client.call("WATCH", "watched");
            other.call("EVAL", "redis.call('INCR', 'watched')", "0");
            client.sendBytes(
                    pipeline(command("MULTI"), command("SET", "watched", "x"), command("EXEC")));
            assertEquals(List.of(status("OK"), status("QUEUED"), Nil.ARRAY), client.read(3));
            assertEquals(bulk("2"), other.call("GET", "watched"));
        }
    }

    @Test
    void connectionsBeyondMaxclientsAreRefusedAndOthersServed() throws IOException {
        try (RespClient second = MEMBER.connect()) {
            second.call("PING");
            MEMBER.set("maxclients", "2");
            try (RespClient third = MEMBER.connect()) {
                assertEquals("-ERR max number of clients reached\r\n", third.readToEnd());
            }
            assertEquals(status("PONG"), second.call("PING"));
            assertEquals(status("PONG"), client.call("PING"));
        }
        Awaitility.await().until(this::canConnect);
    }

    private boolean canConnect() throws IOException {
        try (RespClient next = MEMBER.connect()) {
            return status("PONG").equals(next.call("PING"));
        } catch (IOException closed) {
            return false;
        }
    }

    @Test
    void passwordIsAskedForBeforeAnythingElse() throws IOException {
        MEMBER.set("requirepass", "secret");
        Value noAuth = error("NOAUTH Authentication required.");
        Value wrong = error("WRONGPASS invalid username-password pair or user is disabled.");
        try (RespClient stranger = MEMBER.connect()) {
            assertEquals(noAuth, stranger.call("PING"));
            assertEquals(noAuth, stranger.call("GET", "k"));
            assertEquals(noAuth, stranger.call("EVAL", "return 1", "0"));
            assertEquals(noAuth, stranger.call("SCRIPT", "FLUSH"));
            assertEquals(noAuth, stranger.call("MULTI"));
            assertTrue(stranger.call("HELLO", "3").toString().startsWith("-NOAUTH HELLO must be"));
            assertEquals(wrong, stranger.call("AUTH", "guess"));
            assertEquals(wrong, stranger.call("AUTH", "nobody", "secret"));
            assertEquals(status("OK"), stranger.call("AUTH", "secret"));
            assertEquals(status("PONG"), stranger.call("PING"));
            stranger.call("RESET");
            assertEquals(noAuth, stranger.call("PING"));
            assertEquals(status("OK"), stranger.call("AUTH", "default", "secret"));
            assertEquals(integer(1), stranger.call("EVAL", "return 1", "0"));
        }
        try (RespClient greeting = MEMBER.connect()) {
            Value told = greeting.call("HELLO", "3", "AUTH", "default", "secret");
            assertTrue(told.toString().startsWith("%["), told.toString());
        }
    }

    @Test
    void strangersMayNotSendLongRequests() throws IOException {
        MEMBER.set("requirepass", "secret");
        try (RespClient stranger = MEMBER.connect()) {
            stranger.sendText("*11\r\n");
            assertEquals(
                    "-ERR Protocol error: unauthenticated multibulk length\r\n",
                    stranger.readToEnd());
        }
        try (RespClient stranger = MEMBER.connect()) {
            stranger.sendText("*2\r\n$4\r\nAUTH\r\n$16385\r\n");
            assertEquals(
                    "-ERR Protocol error: unauthenticated bulk length\r\n", stranger.readToEnd());
        }
        try (RespClient stranger = MEMBER.connect()) {
            stranger.call("AUTH", "secret");
            assertEquals(bulk("x".repeat(20_000)), stranger.call("ECHO", "x".repeat(20_000)));
        }
    }

    @Test
    void idleConnectionsAreClosedAfterTheTimeoutButNotWhileTheyWait() throws IOException {
        try (RespClient busy = MEMBER.connect()) {
            busy.send(
                    "EVAL",
                    "local start = os.clock() while os.clock() - start < 2.5 do end return 1",
                    "0");
            MEMBER.awaitRunningScripts(1);
            MEMBER.set("timeout", "1");
            assertTrue(client.isClosedByPeer());
            assertEquals(integer(1), busy.read());
        }
    }

    @Test
    void requestsBeforeTheEndOfTheStreamAreAnswered() throws IOException {
        client.sendBytes(
                pipeline(
                        command("PING"),
                        command("EVAL", SLOW, "0"),
                        command("SCRIPT", "LOAD", "return 1"),
                        command("ECHO", "last")));
        client.finish();

        assertEquals(status("PONG"), client.read());
        assertEquals(bulk("slow"), client.read());
        assertEquals(bulk("e0e1f9fabfc9d4800c877a703b823ac0578ff8db"), client.read());
        assertEquals(bulk("last"), client.read());
        assertTrue(client.isClosedByPeer());
    }

    @Test
    void scriptOfAClientThatVanishesRunsToItsEnd() throws IOException {
        client.call("DEL", "vanished");
        try (RespClient vanishing = MEMBER.connect()) {
            vanishing.send(
                    "EVAL",
                    "local start = os.clock() while os.clock() - start < 0.3 do end"
                            + " return redis.call('INCR', 'vanished')",
                    "0");
            MEMBER.awaitRunningScripts(1);
        }
        assertEquals(bulk("1"), client.call("GET", "vanished"));
        assertEquals(integer(2), client.call("INCR", "vanished"));
        Awaitility.await()
                .until(
                        () ->
                                client.call("CLIENT", "LIST").toString().split("addr=").length
                                        == 2 + 1);
    }

    @Test
    void repliesInFlightAreDeliveredWhenTheMemberShutsDown() throws Exception {
        RunningMember member = new RunningMember().start();
        try (RespClient waiting = member.connect();
                RespClient behind = member.connect();
                RespClient idle = member.connect()) {
            idle.call("PING");
            waiting.send("EVAL", SLOW, "0");
            member.awaitRunningScripts(1);
            behind.send("INCR", "k");
            Awaitility.await().until(() -> idle.call("CLIENT", "LIST").toString().contains("incr"));
            CompletableFuture<Void> closed = CompletableFuture.runAsync(member::close);

            assertEquals(bulk("slow"), waiting.read());
            assertEquals(integer(1), behind.read());
            assertTrue(waiting.isClosedByPeer());
            assertTrue(behind.isClosedByPeer());
            assertTrue(idle.isClosedByPeer());
            closed.get();
        } finally {
            member.close();
        }
    }

    @Test
    void bothEventLoopsServe() throws IOException {
        List<RespClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                clients.add(MEMBER.connect());
            }
            for (int i = 0; i < clients.size(); i++) {
                clients.get(i).send("EVAL", "return redis.call('SET', KEYS[1], 'v')", "1", "k" + i);
            }
            for (RespClient each : clients) {
                assertEquals(status("OK"), each.read());
            }
        } finally {
            for (RespClient each : clients) {
                each.close();
            }
        }
        String prefix = MEMBER.instance().getName() + ".gridscript.resp";
        long loops =
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith(prefix))
                        .collect(Collectors.toSet())
                        .size();
        assertEquals(2, loops);
    }

    @Test
    void incrementsOfManyConnectionsAreAllCounted() throws Exception {
        int connections = 64;
        int rounds = 50;
        client.call("DEL", "sum");
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<Integer>> increments = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                increments.add(threads.submit(incrementing(rounds)));
            }
            int sum = 0;
            for (Future<Integer> each : increments) {
                sum += each.get();
            }
            assertEquals(connections * rounds * 4, sum);
            assertEquals(bulk(String.valueOf(sum)), client.call("GET", "sum"));
        } finally {
            threads.shutdownNow();
        }
    }

    /** Each reply must be greater than the one before: nobody else's and no earlier one. */
    private static Callable<Integer> incrementing(int rounds) {
        return () -> {
            int done = 0;
            long last = 0;
            try (RespClient own = MEMBER.connect()) {
                for (int i = 0; i < rounds; i++) {
                    own.sendBytes(
                            pipeline(
                                    command("INCR", "sum"),
                                    command("EVAL", "return redis.call('INCR', 'sum')", "0"),
                                    command("MULTI"),
                                    command("INCR", "sum"),
                                    command("INCR", "sum"),
                                    command("EXEC")));
                    long first = number(own.read());
                    long second = number(own.read());
                    own.read(3);
                    Value both = own.read();
                    assertTrue(last < first && first < second);
                    assertNotEquals(Failure.class, both.getClass());
                    done += 4;
                    last = second;
                }
            }
            return done;
        };
    }

    private static long number(Value value) {
        return ((Int) value).value();
    }

    @Test
    void repliesLargerThanOneBufferComeInOrderAndTheConnectionCloses() throws IOException {
        String value = "x".repeat(700_000);
        try (RespClient client = MEMBER.connect()) {
            client.call("SET", "large", value);
            client.sendBytes(
                    RespClient.pipeline(
                            RespClient.command("GET", "large"),
                            RespClient.command("PING"),
                            RespClient.command("GET", "large"),
                            RespClient.command("GET", "large"),
                            RespClient.command("QUIT")));
            assertEquals(bulk(value), client.read());
            assertEquals(status("PONG"), client.read());
            assertEquals(bulk(value), client.read());
            assertEquals(bulk(value), client.read());
            assertEquals(status("OK"), client.read());
            assertTrue(client.isClosedByPeer());
        }
    }
}
