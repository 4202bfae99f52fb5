package io.gridscript.command.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.command.InlineBudget;
import io.gridscript.command.ScriptUnit;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.Ascii;
import io.gridscript.script.RunningScripts.Kill;
import io.gridscript.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A script that is tried on a connection's own thread, and what becomes of it. */
@Timeout(120)
class InlineScriptTest {

    private static final int ROUNDS = 1500;
    private static final InlineBudget NONE = elapsed -> true;
    private static final InlineBudget ENDLESS = elapsed -> false;

    private final ScriptWorld world = new ScriptWorld();

    /** A budget that lasts for so many looks at it. */
    private static InlineBudget looks(int count) {
        int[] left = {count};
        return elapsed -> --left[0] < 0;
    }

    @Test
    void nobodyCanTellWhetherARunStartedAgain() {
        long seed = Seed.get();
        Random random = new Random(seed);
        RandomScripts scripts = new RandomScripts(random);
        ScriptWorld threadsOnly = new ScriptWorld();
        List<String> lines = new ArrayList<>();
        List<String> linesOfThreads = new ArrayList<>();
        int startedAgain = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String source = scripts.next();
            String context = "seed " + seed + ", round " + round + "\n" + source;
            String command = random.nextInt(10) == 0 ? "EVAL_RO" : "EVAL";
            InlineBudget budget = looks(random.nextInt(12));
            ScriptUnit unit = world.unit(budget, command, source, "1", "a");
            String[] reply = new String[1];
            logging(lines, () -> reply[0] = world.tryRun(unit));
            if (reply[0] == null) {
                startedAgain++;
                assertEquals(threadsOnly.lasting(), world.lasting(), context);
                logging(lines, () -> reply[0] = world.run(unit));
            }
            ScriptUnit same = threadsOnly.unit(ENDLESS, command, source, "1", "a");
            String[] expected = new String[1];
            logging(linesOfThreads, () -> expected[0] = threadsOnly.run(same));

            assertEquals(expected[0], reply[0], context);
            assertEquals(threadsOnly.trace(), world.trace(), context);
            assertEquals(linesOfThreads, lines, context);
            if (random.nextInt(4) == 0) {
                long passed = random.nextInt(100);
                world.keyspace.now(world.keyspace.now() + passed);
                threadsOnly.keyspace.now(threadsOnly.keyspace.now() + passed);
            }
        }
        assertTrue(startedAgain > ROUNDS / 5, startedAgain + " started again");
        assertTrue(startedAgain < ROUNDS * 4 / 5, startedAgain + " started again");
    }

    static void logging(List<String> lines, Runnable action) {
        Logger logger = Logger.getLogger("io.gridscript.script");
        Handler handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        lines.add(line.getLevel() + " " + List.of(line.getParameters()));
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        boolean forwards = logger.getUseParentHandlers();
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try {
            action.run();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(forwards);
        }
    }

    @Test
    void runThatStartsAgainHasTheSameRandomNumbers() {
        String source =
                "redis.call('SET', 'k', math.random() .. ' ' .. math.random(1000))"
                        + " for i = 1, 20000 do end";
        String[] first = new String[1];
        InlineBudget untilTheSecondLook =
                elapsed -> {
                    boolean isSecond = first[0] != null;
                    first[0] = value("k");
                    return isSecond;
                };
        ScriptUnit unit = world.unit(untilTheSecondLook, "EVAL", source, "0");
        assertNull(world.tryRun(unit));
        assertNull(value("k"));
        world.run(unit);
        assertEquals(first[0], value("k"));
    }

    private String value(String key) {
        Entry entry = world.keyspace.database(0).stored(Ascii.bytes(key));
        return entry == null ? null : Ascii.string(((StringValue) entry.value()).copy().bytes());
    }

    @Test
    void killEndsARunInlineAsAnywhere() {
        List<Kill> kills = new ArrayList<>();
        InlineBudget killing =
                elapsed -> {
                    kills.add(world.running.killLongest(false));
                    return false;
                };
        String reply = world.tryRun(world.unit(killing, "EVAL", "while true do end", "0"));
        assertTrue(reply.startsWith("-ERR Script killed by user with SCRIPT KILL..."), reply);
        assertEquals(Kill.KILLED, kills.get(0));
        assertEquals(0, world.running.all().size());
    }

    @Test
    void runBetweenItsTriesCanBeKilled() {
        String source = "redis.call('SET', 'k', 1) while true do end";
        ScriptUnit unit = world.unit(looks(1), "EVAL", source, "0");
        assertNull(world.tryRun(unit));
        assertEquals(1, world.running.all().size());
        assertFalse(world.running.all().get(0).hasWritten(), "what it wrote is taken back");
        assertEquals(Kill.KILLED, world.running.killLongest(false));
        String reply = world.run(unit);
        assertTrue(reply.startsWith("-ERR Script killed by user with SCRIPT KILL..."), reply);
        assertNull(value("k"));
        assertEquals(0, world.running.all().size());
    }

    @Test
    void runThatHasWrittenIsUnkillableInlineToo() {
        List<Kill> kills = new ArrayList<>();
        InlineBudget killing =
                elapsed -> {
                    kills.add(world.running.killLongest(false));
                    return false;
                };
        String source = "redis.call('SET', 'k', 1) for i = 1, 20000 do end return 2";
        assertEquals(":2", world.tryRun(world.unit(killing, "EVAL", source, "0")));
        assertEquals(Kill.UNKILLABLE, kills.get(0));
        assertEquals("1", value("k"));
    }

    @Test
    void errorsAreAnsweredInline() {
        String reply = world.tryRun(world.unit(ENDLESS, "EVAL", "error('no')", "0"));
        assertTrue(reply.startsWith("-ERR user_script:1: no script: "), reply);
        assertEquals(
                "-NOSCRIPT No matching script. Please use EVAL.",
                world.tryRun(world.unit(ENDLESS, "EVALSHA", "0".repeat(40), "0")));
        assertEquals(0, world.keyspace.effects().kept().size());
        assertFalse(world.keyspace.effects().keeping());
    }

    @Test
    void runThatBeganEndsThoughItsScriptIsFlushedBetweenItsTries() {
        String source = "for i = 1, 20000 do end return 'done'";
        world.run(world.unit(ENDLESS, "EVAL", source, "0"));
        String sha = Script.of(Ascii.bytes(source)).sha1Text();
        ScriptUnit unit = world.unit(NONE, "EVALSHA", sha, "0");
        assertNull(world.tryRun(unit));
        world.index.begin(1, "another");
        assertEquals("\"done\"", world.run(unit));
    }

    @Test
    void scriptKnownToTakeLongIsNotTriedUntilItsRunsWereQuickAgain() {
        String source = "for i = 1, tonumber(ARGV[1]) do end return 1";

        assertNull(world.tryRun(world.unit(NONE, "EVAL", source, "0", "20000")));
        assertNull(world.tryRun(world.unit(ENDLESS, "EVAL", source, "0", "1")), "not tried");
        int runs = 0;
        while (world.tryRun(world.unit(ENDLESS, "EVAL", source, "0", "1")) == null) {
            assertEquals(":1", world.run(world.unit(ENDLESS, "EVAL", source, "0", "1")));
            runs++;
            assertTrue(runs < 100, "tried again some day");
        }
        assertTrue(runs > 1);
        assertNull(world.tryRun(world.unit(NONE, "EVAL", source, "0", "20000")));
    }

    @Test
    void scriptThatIsSlowOnThreadsIsNotTried() {
        String source = "return 5";
        world.run(world.unit(NONE, "EVAL", source, "0"));
        assertNull(world.tryRun(world.unit(ENDLESS, "EVAL", source, "0")));
    }

    @Test
    void scriptWhoseOneStepTakesLongIsNotTriedAgain() {
        String source = "return #string.rep('x', 1000)";
        assertEquals(":1000", world.tryRun(world.unit(NONE, "EVAL", source, "0")));
        assertNull(world.tryRun(world.unit(ENDLESS, "EVAL", source, "0")));
    }

    @Test
    void usedUpStackLeadsToAThreadWithADeeperOne() throws Exception {
        String source =
                "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end"
                        + " redis.call('SET', 'k', 1)"
                        + " local ok, depth = pcall(f, 12000) return {tostring(ok), depth}";
        ScriptUnit unit = world.unit(ENDLESS, "EVAL", source, "0");
        assertNull(onStack(256 << 10, () -> world.tryRun(unit)));
        assertNull(value("k"));
        String reply = onStack(64 << 20, () -> world.run(unit));
        assertEquals("[\"true\", :12000]", reply);
    }

    private static String onStack(long bytes, Supplier<String> task) {
        CompletableFuture<String> result = new CompletableFuture<>();
        Runnable body =
                () -> {
                    try {
                        result.complete(task.get());
                    } catch (Throwable failure) {
                        result.completeExceptionally(failure);
                    }
                };
        new Thread(null, body, "stack of " + bytes, bytes).start();
        return result.join();
    }

    @Test
    void runWhoseCoroutineOutgrowsTheBudgetStartsAgain() {
        String source =
                "redis.call('SET', 'k', 1) local co = coroutine.wrap(function()"
                        + " redis.call('SET', 'k', 2) for i = 1, 20000 do end"
                        + " coroutine.yield(7) end) return co()";
        ScriptUnit unit = world.unit(looks(2), "EVAL", source, "0");
        assertNull(world.tryRun(unit));
        assertNull(value("k"));
        assertEquals(":7", world.run(unit));
        assertEquals("2", value("k"));
    }

    @Test
    void commandsThatReachBeyondTheKeyspaceAreNotTried() {
        ScriptUnit unit = world.unit(ENDLESS, "EVAL", "return redis.call('FLUSHALL')", "0");
        assertNull(world.tryRun(unit));
        world.switches.denyScripts(false);
        String source = "redis.call('SET', 'k', 1) return redis.call('AUTH', 'k')";
        assertNull(world.tryRun(world.unit(ENDLESS, "EVAL", source, "0")));
        assertNull(value("k"));
    }

    @Test
    void quickScriptIsDoneAtOnce() {
        assertNotNull(world.tryRun(world.unit(InlineBudget.DEFAULT, "EVAL", "return 1", "0")));
    }
}
