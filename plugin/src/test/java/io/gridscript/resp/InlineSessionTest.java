package io.gridscript.resp;

import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.command;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.pipeline;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.InlineBudget;
import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripts on connections' own threads, and those that must leave them, over the wire. */
@Timeout(60)
class InlineSessionTest {

    @RegisterExtension
    static final RunningMember MEMBER =
            new RunningMember().with("io-threads", "2").with("enable-debug-command", "yes");

    /** How often a script must leave the connection's own thread. */
    private enum Leaves {
        NEVER,
        SOMETIMES,
        ALWAYS;

        InlineBudget budget() {
            return elapsed ->
                    this == ALWAYS
                            || this == SOMETIMES && ThreadLocalRandom.current().nextInt(3) == 0;
        }
    }

    private static final String INCREMENT = "return redis.call('INCR', KEYS[1])";

    private RespClient client;

    @BeforeEach
    void connect() throws IOException {
        client = MEMBER.connect();
        client.call("FLUSHALL");
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        MEMBER.inlineBudget(InlineBudget.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource
    void repliesKeepTheirOrderWhereverScriptsRun(Leaves leaves) throws IOException {
        MEMBER.inlineBudget(leaves.budget());
        String sha = ((Bulk) client.call("SCRIPT", "LOAD", INCREMENT)).text();
        ByteArrayOutputStream requests = new ByteArrayOutputStream();
        List<Value> expected = new ArrayList<>();
        int rounds = 200;
        for (int i = 1; i <= rounds; i++) {
            requests.writeBytes(
                    pipeline(
                            command("EVALSHA", sha, "1", "k"),
                            command("GET", "k"),
                            // One that no later round knows to be quick or slow.
                            command("EVAL", "return redis.call('GET', 'k') -- " + i, "0"),
                            command("PING"),
                            command("APPEND", "all", "x")));
            expected.add(integer(i));
            expected.add(bulk("" + i));
            expected.add(bulk("" + i));
            expected.add(status("PONG"));
            expected.add(integer(i));
        }
        client.sendBytes(requests.toByteArray());
        assertEquals(expected, client.read(expected.size()));
    }

    @ParameterizedTest
    @EnumSource
    void noIncrementIsLostOrMadeTwice(Leaves leaves) throws Exception {
        MEMBER.inlineBudget(leaves.budget());
        int connections = 6;
        int rounds = 60;
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int number = i;
                all.add(
                        threads.submit(
                                () -> {
                                    increment(number, rounds);
                                    return null;
                                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(bulk("" + 3 * connections * rounds), client.call("GET", "k"));
    }

    private static void increment(int connection, int rounds) throws IOException {
        try (RespClient each = MEMBER.connect()) {
            for (int round = 0; round < rounds; round++) {
                String note = " -- " + connection + " " + round;
                each.sendBytes(
                        pipeline(
                                command("EVAL", INCREMENT + note, "1", "k"),
                                command("INCR", "k"),
                                command("EVAL", INCREMENT, "1", "k")));
                List<Value> replies = each.read(3);
                assertTrue(
                        replies.stream().allMatch(reply -> reply.toString().startsWith(":")),
                        replies.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void scriptsNestTheirCallsAsDeepAsElsewhere(Leaves leaves) throws IOException {
        MEMBER.inlineBudget(leaves.budget());
        String recursion =
                "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end"
                        + " local ok, result = pcall(f, tonumber(ARGV[1]))"
                        + " return ok and result or 'overflow' -- "
                        + leaves;
        assertEquals(integer(15_000), client.call("EVAL", recursion, "0", "15000"));
        Value deeper = client.call("EVAL", recursion, "0", "20000");
        assertEquals(bulk("overflow"), deeper);
    }

    @Test
    void callsAreCountedOnce() throws IOException {
        MEMBER.inlineBudget(Leaves.ALWAYS.budget());
        client.call("CONFIG", "RESETSTAT");
        client.call("EVAL", "redis.pcall('INCR', 'k') redis.pcall('NOSUCH') return 1", "0");
        String info = ((Bulk) client.call("INFO", "commandstats", "errorstats")).text();
        assertTrue(info.contains("cmdstat_eval:calls=1,"), info);
        assertTrue(info.contains("cmdstat_incr:calls=1,"), info);
        assertTrue(info.contains("errorstat_ERR:count=1"), info);
    }

    @Test
    void commandThatTakesLongLeavesTheConnectionsThreadsToOthers() throws IOException {
        try (RespClient sleeper = MEMBER.connect()) {
            sleeper.sendBytes(pipeline(command("PING"), command("DEBUG", "SLEEP", "1")));
            assertEquals(status("PONG"), sleeper.read());
            long start = System.nanoTime();
            for (int i = 0; i < 4; i++) {
                try (RespClient other = MEMBER.connect()) {
                    assertEquals(status("PONG"), other.call("PING"));
                }
            }
            assertTrue(System.nanoTime() - start < 900_000_000L, "waited for the sleeper");
            assertEquals(status("OK"), sleeper.read());
        }
    }

    @Test
    void clientThatWantsNoRepliesGetsNoneOfAScriptThatStartedAgain() throws IOException {
        MEMBER.inlineBudget(Leaves.ALWAYS.budget());
        client.sendBytes(
                pipeline(
                        command("CLIENT", "REPLY", "SKIP"),
                        command("EVAL", "return redis.call('INCR', 'k')", "0"),
                        command("GET", "k")));
        assertEquals(bulk("1"), client.read());
    }
}
