package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.lua.vm.LuaStop;
import io.gridscript.reply.RespReader;
import io.gridscript.reply.RespWriter;
import io.gridscript.script.RunningScripts.Kill;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRIPT KILL stops what runs, whatever it does, unless it has written. */
@Timeout(60)
class ScriptKillTest {

    private final ScriptInterpreter interpreter = new ScriptInterpreter();
    private final CannedCommands commands = new CannedCommands();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do end",
                "repeat until false",
                "for i = 1, math.huge do end",
                "for i = 1, 0, 0 do end",
                "for _ in function() return 1 end do end",
                "while true do pcall(function() while true do end end) end",
                "while true do pcall(error, 'x') end",
                "while true do xpcall(function() while true do end end, function() end) end",
                "pcall(function() while true do end end) while true do end",
                "xpcall(error, function() while true do end end)",
                "local function f() return f() end f()",
                "local function f() pcall(f) end while true do f() end",
                "local f, g; f = function() return g() end; g = function() return f() end; f()",
                "coroutine.wrap(function() while true do end end)()",
                "coroutine.wrap(function() pcall(function() while true do end end) end)()",
                "local co = coroutine.wrap(function() while true do coroutine.yield() end end)"
                        + " while true do co() end",
                "while true do coroutine.resume(coroutine.create(function() end)) end",
                "setmetatable({}, {__index = function() while true do end end}).x()",
                "table.sort({3, 2, 1}, function() while true do end end)",
                "('x'):gsub('x', function() while true do end end)",
                "local t = setmetatable({}, {__call = function(self) return self() end}) t()",
                "tostring(setmetatable({}, {__tostring = function() while true do end end}))",
                "while true do redis.call('ping') end",
                "while true do redis.pcall('nosuch') end",
                "while true do string.format('%d', 1) end",
                "local s = ('a'):rep(200) s:find(('a-'):rep(40) .. 'b')",
                "local s = ('a'):rep(200) s:gsub(('a*'):rep(40) .. 'b', '')",
                "coroutine.wrap(function() local s = ('a'):rep(200)"
                        + " s:match(('a?'):rep(200) .. ('a'):rep(199) .. 'b') end)()",
                "load(function() while true do end end)",
                "while true do loadstring('return 1') end",
            })
    void stops(String source) throws Exception {
        assertEquals(killed(source), runAndKill(source));
    }

    @Test
    void saysTheLineThatWasRunning() throws Exception {
        String reply = runAndKill("local a = 1\n\nwhile true do\n  a = a + 1\nend");
        assertTrue(reply.matches(".*on @user_script:[345]\\."), reply);
    }

    @Test
    void leavesTheInterpreterFitForTheNextScript() throws Exception {
        runAndKill("local function f() f() end while true do pcall(f) end");
        assertEquals(":1", run(ScriptBench.run("return 1")));
        assertEquals(
                ":200",
                run(
                        ScriptBench.run(
                                "local function f(n) if n == 0 then return 0 end"
                                        + " return 1 + f(n - 1) end return f(200)")));
    }

    @Test
    void sparesAScriptThatHasWritten() {
        ScriptRun run = ScriptBench.run("redis.call('set', 'k', 'v') return 'written'");
        assertEquals("\"written\"", run(run));
        assertTrue(run.hasWritten());
        assertEquals(Kill.UNKILLABLE, RunningScripts.kill(run));
        assertFalse(run.isKilled());
    }

    @Test
    void forbidsAKilledScriptToWrite() {
        ScriptRun run = ScriptBench.run("redis.call('set', 'k', 'v') return 'written'");
        assertEquals(Kill.KILLED, RunningScripts.kill(run));
        assertEquals(killed("redis.call('set', 'k', 'v') return 'written'"), run(run));
        assertFalse(run.hasWritten());
    }

    @Test
    void finishesWhatDoesNotAskInTime() {
        ScriptRun run = ScriptBench.run("return 1");
        assertTrue(run.kill());
        assertTrue(run.kill(), "a second kill changes nothing");
        assertEquals(":1", run(run));
    }

    @Test
    void takesTheLongestRunningScript() {
        RunningScripts running = new RunningScripts();
        assertEquals(Kill.NOT_BUSY, running.killLongest(false));
        ScriptRun first = ScriptBench.run("return 1");
        ScriptRun second = ScriptBench.run("return 2");
        running.start(second);
        running.start(first);
        assertEquals(List.of(first, second), running.all());
        assertEquals(Kill.KILLED, running.killLongest(false));
        assertTrue(first.isKilled());
        assertFalse(second.isKilled());
        running.end(first);
        second.beforeWrite();
        assertEquals(Kill.UNKILLABLE, running.killLongest(false));
        running.end(second);
        assertTrue(running.longest().isEmpty());
    }

    @Test
    void aPollOfTheHostEndsTheRunWithItsOwnReason() {
        final class OverBudget extends LuaStop {
            OverBudget() {
                super("over budget");
            }
        }
        ScriptRun run = ScriptBench.run("while true do pcall(error) end");
        run.onPoll(
                () -> {
                    throw new OverBudget();
                });
        OverBudget thrown = assertThrows(OverBudget.class, () -> run(run));
        assertEquals("@user_script", thrown.source());
        assertEquals(1, thrown.line());
    }

    @Test
    void commandsSeeAStopAtOnce() {
        ScriptRun run = ScriptBench.run("return 1");
        run.beforeWrite();
        run.beforeWrite();
        ScriptRun killed = ScriptBench.run("return 1");
        killed.kill();
        assertThrows(LuaStop.class, killed::beforeWrite);
    }

    private String runAndKill(String source) throws Exception {
        ScriptRun run = ScriptBench.run(source);
        CompletableFuture<String> reply =
                CompletableFuture.supplyAsync(() -> run(run), ScriptKillTest::execute);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> run.startNanos() + 20_000_000 - System.nanoTime() < 0);
        assertFalse(reply.isDone(), () -> "ended by itself: " + reply.join());
        assertTrue(run.kill());
        return reply.get();
    }

    /** Threads that run scripts have large stacks. */
    private static void execute(Runnable task) {
        new Thread(null, task, "script", 16 << 20).start();
    }

    private String run(ScriptRun run) {
        ByteBuf buffer = Unpooled.buffer();
        ScriptBench.run(interpreter, run, commands, new RespWriter(2, buffer));
        return RespReader.only(ByteBufUtil.getBytes(buffer)).toString();
    }

    private static String killed(String source) {
        return "-ERR Script killed by user with SCRIPT KILL... script: "
                + ScriptBench.run(source).executable().title()
                + ", on @user_script:1.";
    }
}
