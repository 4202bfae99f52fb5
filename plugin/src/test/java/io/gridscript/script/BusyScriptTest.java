package io.gridscript.script;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.command;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.pipeline;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.map.IMap;
import io.gridscript.command.Command;
import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Int;
import io.gridscript.reply.RespReader.Nil;
import io.gridscript.reply.RespReader.Value;
import io.gridscript.spec.CommandFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endless script does to others, and how it ends. */
@Timeout(60)
class BusyScriptTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    private static final String ENDLESS = "while true do end";
    private static final String NEVER = "0";
    private static final String FAR_AWAY = "60000";
    private static final String AT_ONCE = "1";
    private static final String SOON = "300";

    private static final Value BUSY =
            error(
                    "BUSY Redis is busy running a script."
                            + " You can only call SCRIPT KILL or SHUTDOWN NOSAVE.");
    private static final Value ABORTED_BY_BUSY =
            error(
                    "EXECABORT Transaction discarded because of: BUSY Redis is busy running a"
                            + " script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.");

    private RespClient runner;
    private RespClient other;

    @BeforeEach
    void connect() throws IOException {
        MEMBER.set("busy-reply-threshold", FAR_AWAY);
        runner = MEMBER.connect();
        other = MEMBER.connect();
    }

    @AfterEach
    void endWhatRuns() throws IOException {
        try (RespClient killer = MEMBER.connect()) {
            killer.call("SCRIPT", "KILL");
        }
        runner.close();
        other.close();
        MEMBER.awaitRunningScripts(0);
    }

    private void runEndlessly(String threshold) throws IOException {
        MEMBER.set("busy-reply-threshold", threshold);
        runner.send("EVAL", ENDLESS, "0");
        MEMBER.awaitRunningScripts(1);
    }

    /** Until the threshold of {@link #AT_ONCE} has surely passed. */
    private void runBusily() throws IOException {
        runEndlessly(AT_ONCE);
        Awaitility.await().until(() -> other.call("PING").equals(BUSY));
    }

    @Test
    void commandsWithoutKeysAreAnsweredAtOnceBeforeTheThreshold() throws IOException {
        runEndlessly(FAR_AWAY);

        assertEquals(status("PONG"), other.call("PING"));
        assertEquals(bulk("hello"), other.call("ECHO", "hello"));
        assertEquals(status("OK"), other.call("CLIENT", "SETNAME", "quick"));
        assertEquals(array(integer(0)), other.call("SCRIPT", "EXISTS", "0".repeat(40)));
        assertEquals(status("OK"), other.call("SELECT", "3"));
        assertEquals(Ascii.string(Sha1.hex(Ascii.bytes("return 9"))), loaded("return 9"));
    }

    private String loaded(String source) throws IOException {
        return ((Bulk) other.call("SCRIPT", "LOAD", source)).text();
    }

    @Test
    void commandsOnKeysWaitBeforeTheThresholdAndRunAfterTheScript() throws IOException {
        runEndlessly(FAR_AWAY);

        other.send("SET", "waiting", "1");
        assertTrue(other.isSilentFor(150));
        try (RespClient killer = MEMBER.connect()) {
            assertEquals(status("OK"), killer.call("SCRIPT", "KILL"));
        }
        assertEquals(status("OK"), other.read());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PING",
                "ECHO x",
                "SELECT 1",
                "CLIENT ID",
                "CLIENT LIST",
                "GET k",
                "SET k v",
                "HSET h f v",
                "EVAL 'return_1' 0",
                "EVALSHA 0000000000000000000000000000000000000000 0",
                "EVAL_RO 'return_1' 0",
                "SCRIPT EXISTS 0000000000000000000000000000000000000000",
                "SCRIPT LOAD return_1",
                "SCRIPT FLUSH",
                "SCRIPT FLUSH ASYNC"
            })
    void afterTheThresholdEveryOtherCommandGetsBusy(String request) throws IOException {
        runBusily();

        assertEquals(BUSY, other.call(request.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MULTI | +OK",
                "DISCARD | -ERR DISCARD without MULTI",
                "UNWATCH | +OK",
                "WATCH k1 k2 | +OK",
                "RESET | +RESET",
                "QUIT | +OK",
                "AUTH x | -ERR AUTH <password> called without any password configured for the"
                        + " default user. Are you sure your configuration is correct?",
                "SCRIPT KILL | +OK"
            })
    void afterTheThresholdTheseAreStillAnswered(String request, String reply) throws IOException {
        runBusily();

        assertEquals(reply, other.call(request.split(" ")).toString());
    }

    @Test
    void helloIsStillAnsweredAfterTheThreshold() throws IOException {
        runBusily();

        Aggregate told = (Aggregate) other.call("HELLO", "3");
        assertEquals('%', told.type());
        assertEquals(BUSY, other.call("PING"));
    }

    /** Those that don't exist yet join as they are registered. */
    @Test
    void noCommandButRedissIsFlaggedToBeAnsweredWhileBusy() {
        Set<String> expected =
                Set.of(
                        "auth",
                        "discard",
                        "function|kill",
                        "function|stats",
                        "hello",
                        "multi",
                        "quit",
                        "replconf",
                        "reset",
                        "script|kill",
                        "shutdown",
                        "unwatch",
                        "watch");
        Set<String> registered = new TreeSet<>();
        Set<String> flagged = new TreeSet<>();
        for (Command command : MEMBER.commands()) {
            add(command, registered, flagged);
            command.subcommands().values().forEach(each -> add(each, registered, flagged));
        }
        registered.retainAll(expected);
        assertEquals(registered, flagged);
    }

    private static void add(Command command, Set<String> registered, Set<String> flagged) {
        registered.add(command.spec().fullName());
        if (command.spec().is(CommandFlag.ALLOW_BUSY)) {
            flagged.add(command.spec().fullName());
        }
    }

    @Test
    void waitingCommandsGetBusyWhenTheThresholdPasses() throws IOException {
        runEndlessly(SOON);

        try (RespClient third = MEMBER.connect()) {
            other.sendBytes(pipeline(command("SET", "k", "v"), command("GET", "k")));
            third.send("EVAL", "return 1", "0");

            assertEquals(BUSY, other.read());
            assertEquals(BUSY, other.read());
            assertEquals(BUSY, third.read());
        }
    }

    @Test
    void thresholdLoweredWhileTheyWaitTellsThem() throws IOException {
        runEndlessly(NEVER);
        other.send("GET", "k");
        assertTrue(other.isSilentFor(100));

        MEMBER.set("busy-reply-threshold", AT_ONCE);
        assertEquals(BUSY, other.read());
    }

    @Test
    void nothingOfARefusedCommandIsDone() throws IOException {
        other.call("DEL", "refused");
        runEndlessly(SOON);
        assertEquals(BUSY, other.call("SET", "refused", "1"));
        try (RespClient killer = MEMBER.connect()) {
            killer.call("SCRIPT", "KILL");
        }
        runner.read();

        assertEquals(Nil.BULK, other.call("GET", "refused"));
    }

    @Test
    void execGetsTheBusyErrorAsItsReason() throws IOException {
        other.call("DEL", "k");
        other.call("MULTI");
        other.call("SET", "k", "v");
        runEndlessly(AT_ONCE);
        try (RespClient third = MEMBER.connect()) {
            Awaitility.await().until(() -> third.call("PING").equals(BUSY));
        }

        assertEquals(ABORTED_BY_BUSY, other.call("EXEC"));
        assertEquals(status("OK"), other.call("MULTI"), "the transaction is over");
    }

    @Test
    void execThatWaitsGetsTheBusyErrorWhenTheThresholdPasses() throws IOException {
        other.call("MULTI");
        other.call("SET", "k", "v");
        runEndlessly(SOON);

        assertEquals(ABORTED_BY_BUSY, other.call("EXEC"));
    }

    @Test
    void commandRefusedInATransactionSpoilsIt() throws IOException {
        runBusily();

        assertEquals(status("OK"), other.call("MULTI"));
        assertEquals(BUSY, other.call("SET", "k", "v"));
        try (RespClient killer = MEMBER.connect()) {
            killer.call("SCRIPT", "KILL");
        }
        runner.read();
        assertEquals(
                error("EXECABORT Transaction discarded because of previous errors."),
                other.call("EXEC"));
    }

    @Test
    void watchWhileBusySeesWhatTheScriptThenWrites() throws IOException {
        MEMBER.set("busy-reply-threshold", AT_ONCE);
        other.call("SET", "watched", "old");
        runner.send(
                "EVAL",
                "local start = os.clock() while os.clock() - start < 0.6 do end"
                        + " redis.call('SET', 'watched', 'new')",
                "0");
        MEMBER.awaitRunningScripts(1);
        Awaitility.await().until(() -> other.call("PING").equals(BUSY));

        assertEquals(status("OK"), other.call("WATCH", "watched"));
        runner.read();
        other.call("MULTI");
        other.call("GET", "watched");
        assertEquals(Nil.ARRAY, other.call("EXEC"));
    }

    @Test
    void watchWhileBusyLetsAnUntouchedKeyBe() throws IOException {
        other.call("DEL", "absent");
        other.call("SET", "present", "1");
        runBusily();
        assertEquals(status("OK"), other.call("WATCH", "absent", "present"));
        try (RespClient killer = MEMBER.connect()) {
            killer.call("SCRIPT", "KILL");
        }
        runner.read();

        other.call("MULTI");
        other.call("GET", "present");
        assertEquals(array(bulk("1")), other.call("EXEC"));
    }

    @Test
    void killEndsTheScriptWithRedissError() throws IOException {
        runEndlessly(FAR_AWAY);

        assertEquals(status("OK"), other.call("SCRIPT", "KILL"));

        Value killed = runner.read();
        String sha = Ascii.string(Sha1.hex(Ascii.bytes(ENDLESS)));
        assertEquals(
                error(
                        "ERR Script killed by user with SCRIPT KILL... script: "
                                + sha
                                + ", on @user_script:1."),
                killed);
        assertEquals(status("PONG"), runner.call("PING"));
        assertEquals(integer(1), runner.call("EVAL", "return 1", "0"));
    }

    @Test
    void watchThatWaitsIsAnsweredWhenTheThresholdPasses() throws IOException {
        other.call("DEL", "k");
        runEndlessly(SOON);
        other.sendBytes(pipeline(command("GET", "k"), command("WATCH", "k")));

        assertEquals(BUSY, other.read());
        assertEquals(status("OK"), other.read());
    }

    @Test
    void killedScriptIsAnsweredAsByRedis() throws IOException {
        Value expected;
        try (RedisOracle redis = RedisOracle.start("--busy-reply-threshold", "50");
                RespClient endless = new RespClient(redis.port());
                RespClient killer = new RespClient(redis.port())) {
            endless.send("EVAL", ENDLESS, "0");
            Awaitility.await().until(() -> killer.call("PING").equals(BUSY));
            assertEquals(status("OK"), killer.call("SCRIPT", "KILL"));
            expected = endless.read();
        }
        runEndlessly(FAR_AWAY);
        other.call("SCRIPT", "KILL");
        assertEquals(expected, runner.read());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do pcall(function() while true do end end) end",
                "local f = coroutine.wrap and coroutine.wrap(function() while true do end end)"
                        + " if f then f() end while true do end",
                "repeat until false",
                "local function f() return f() end return f()",
                "for i = 1, 1e300 do local x = i end",
                "while true do redis.call('GET', 'k') end",
                "while true do redis.pcall('NOSUCH') end",
                "while true do string.rep('x', 10):gsub('.', '%0') end"
            })
    void killEndsLoopsOfEveryForm(String source) throws IOException {
        MEMBER.set("busy-reply-threshold", NEVER);
        runner.send("EVAL", source, "0");
        MEMBER.awaitRunningScripts(1);

        assertEquals(status("OK"), other.call("SCRIPT", "KILL"));

        String killed = runner.read().toString();
        assertTrue(killed.contains("Script killed by user with SCRIPT KILL."), killed);
    }

    @Test
    void killWithoutAScriptAnswersNotBusy() throws IOException {
        assertEquals(
                error("NOTBUSY No scripts in execution right now."), other.call("SCRIPT", "KILL"));
    }

    @Test
    void scriptThatHasWrittenCannotBeKilledAndEndsWithTheMember() throws IOException {
        String threads;
        try (RunningMember member = new RunningMember().with("busy-reply-threshold", "1").start();
                RespClient writer = member.connect();
                RespClient killer = member.connect()) {
            threads = member.instance().getName() + ".gridscript.keyspace-";
            writer.send("EVAL", "redis.call('SET', 'k', 'v') while true do end", "0");
            Awaitility.await().until(() -> killer.call("PING").equals(BUSY));

            assertEquals(
                    error(
                            "UNKILLABLE Sorry the script already executed write commands against"
                                    + " the dataset. You can either wait the script termination or"
                                    + " kill the server in a hard way using the SHUTDOWN NOSAVE"
                                    + " command."),
                    killer.call("SCRIPT", "KILL"));
            assertEquals(BUSY, killer.call("PING"));
        }
        Awaitility.await()
                .until(
                        () ->
                                Thread.getAllStackTraces().keySet().stream()
                                        .noneMatch(each -> each.getName().startsWith(threads)));
    }

    @Test
    void thresholdOfZeroTellsNobody() throws IOException {
        runEndlessly(NEVER);

        assertEquals(status("PONG"), other.call("PING"));
        other.send("GET", "k");
        assertTrue(other.isSilentFor(300));
        try (RespClient third = MEMBER.connect()) {
            assertEquals(status("PONG"), third.call("PING"));
            assertEquals(status("OK"), third.call("SCRIPT", "KILL"));
        }
        assertNotEquals(BUSY, other.read());
    }

    @Test
    void mapOnTheSameMemberKeepsItsLatency() throws IOException {
        IMap<Integer, String> map = MEMBER.instance().getMap("neighbour");
        for (int i = 0; i < 100; i++) {
            map.set(i, "value");
        }
        medianOfGets(map);
        long before = medianOfGets(map);

        runEndlessly(AT_ONCE);
        long during = medianOfGets(map);

        // A blocked partition thread doesn't answer at all; a busy core alone costs some slices.
        assertTrue(
                during < 20 * before + 20_000_000,
                "median of map.get: before " + before + " ns, during " + during + " ns");
    }

    /** Nanoseconds; the keys lie in all partitions. */
    private static long medianOfGets(IMap<Integer, String> map) {
        long[] times = new long[1000];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            map.get(i % 100);
            times[i] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }

    @Test
    void transactionThatLoadsAndFlushesScriptsHoldsTheKeyspace() throws Exception {
        MEMBER.set("busy-reply-threshold", FAR_AWAY);
        other.call("DEL", "counter");
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger increments = new AtomicInteger();
        CompletableFuture<Void> others =
                CompletableFuture.runAsync(() -> incrementUntil(over, increments));
        int rounds = 0;
        try {
            for (; rounds < 50 || increments.get() < 50; rounds++) {
                runner.sendBytes(
                        pipeline(
                                command("MULTI"),
                                command("INCR", "counter"),
                                command("SCRIPT", "LOAD", "return 'between'"),
                                command("SCRIPT", "FLUSH", rounds % 2 == 0 ? "SYNC" : "ASYNC"),
                                command("INCR", "counter"),
                                command("EXEC")));
                runner.read(5);
                Aggregate replies = (Aggregate) runner.read();
                long first = ((Int) replies.elements().get(0)).value();
                assertEquals(integer(first + 1), replies.elements().get(3), "round " + rounds);
            }
        } finally {
            over.set(true);
        }
        others.get();
        int all = 2 * rounds + increments.get();
        assertEquals(bulk(String.valueOf(all)), other.call("GET", "counter"));
    }

    private static void incrementUntil(AtomicBoolean over, AtomicInteger increments) {
        try (RespClient client = MEMBER.connect()) {
            while (!over.get()) {
                assertInstanceOf(Int.class, client.call("INCR", "counter"));
                assertInstanceOf(
                        Int.class,
                        client.call("EVAL", "return redis.call('INCR', 'counter')", "0"));
                increments.addAndGet(2);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
