package io.gridscript.script;

import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.member.RespClient;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scripts that mean harm, one after the other on a member with a heap of 512 MB: each is stopped,
 * others are answered meanwhile, and the member works on. What others waited for is printed; it is
 * bounded by {@code -Dtest.ping=MILLIS}, which on an idle machine can be far less.
 */
@Timeout(120)
class HostileScriptsTest {

    private static final long LONGEST_PING = Long.getLong("test.ping", 8000);

    private static final String TIME = "-ERR Script ended: it runs longer.*";
    private static final String MEMORY = "-ERR Script ended: it holds more memory.*";
    private static final String EITHER = "-ERR Script ended: it .*";

    private static SmallMember member;

    @BeforeAll
    static void start() throws IOException {
        member =
                SmallMember.start(
                        "512m", "script-time-limit", "2000", "busy-reply-threshold", "60000");
    }

    @AfterAll
    static void stop() {
        if (member != null) {
            assertTrue(member.isAlive(), "it survived");
            member.close();
        }
    }

    /** PING on a connection of its own, again and again; knows how long it ever took. */
    private static final class Pings extends Thread implements AutoCloseable {
        private volatile boolean ended;
        private long longest;

        @Override
        public void run() {
            try (RespClient client = member.connect()) {
                while (!ended) {
                    long begin = System.nanoTime();
                    assertEquals(status("PONG"), client.call("PING"));
                    longest = Math.max(longest, System.nanoTime() - begin);
                    TimeUnit.MILLISECONDS.sleep(1);
                }
            } catch (IOException e) {
                longest = TimeUnit.SECONDS.toNanos(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            ended = true;
            try {
                join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String attacked(String name, String... request) throws IOException {
        Pings pings = new Pings();
        String reply;
        long begin = System.nanoTime();
        try (RespClient client = member.connect();
                pings) {
            pings.start();
            reply = client.call(request).toString();
        }
        System.err.printf(
                "%-60.60s %6d ms, longest PING %5d ms: %.70s%n",
                name.replace('\n', ' '),
                (System.nanoTime() - begin) / 1_000_000,
                pings.longest / 1_000_000,
                reply);
        assertTrue(pings.longest / 1_000_000 <= LONGEST_PING, name);
        worksOn();
        return reply;
    }

    private static void worksOn() throws IOException {
        try (RespClient client = member.connect()) {
            assertEquals(status("OK"), client.call("SET", "k", "v"));
            assertEquals(bulk("v"), client.call("EVAL", "return redis.call('get', 'k')", "0"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "while true do end | " + TIME,
                "repeat until false | " + TIME,
                "for i = 1, math.huge do end | " + TIME,
                "for _ in function() return 1 end do end | " + TIME,
                "local function f() return f() end f() | " + TIME,
                "while true do pcall(function() while true do end end) end | " + TIME,
                "coroutine.wrap(function() while true do end end)() | " + TIME,
                "local s = 'x' while true do s = s .. s end | " + MEMORY,
                "return string.rep('x', 2^31) | \"\"",
                "return string.rep('x', 2^31 - 1) | -ERR.*",
                "return ('x'):rep(1e9) | " + MEMORY,
                "return cjson.encode(('x'):rep(1e9)) | " + MEMORY,
                "local t = {} for i = 1, 1000 do t[i] = ('x'):rep(1e6) end"
                        + " return table.concat(t) | "
                        + MEMORY,
                "local s, t = ('x'):rep(1e6), {} for i = 1, 1e5 do t[i] = s end"
                        + " return table.concat(t) | "
                        + MEMORY,
                "local t = {} while true do t[#t + 1] = #t end | " + EITHER,
                "local t = {} local i = 0 while true do i = i + 1 t['k' .. i] = i end | " + EITHER,
                "local t = {} while true do t = {t} end | " + EITHER,
                "local f while true do local g = f f = function() return g end end | " + EITHER,
                "local t = {} while true do pcall(function() while true do t[#t + 1] = {} end end)"
                        + " end | "
                        + EITHER,
                "local t = {} while true do t[#t + 1] = ('x'):rep(1e5) end | " + EITHER,
                "local s = ('a'):rep(3e4) return s:find(('.-'):rep(20) .. 'b') | " + TIME,
                "return ('a'):rep(1e6):find('.-b') | " + TIME,
                "return ('a'):rep(1e3):gsub(('a*'):rep(30) .. 'b', '') | " + TIME,
                "return ('x'):rep(1e5):gsub('x', ('y'):rep(1e5)) | " + MEMORY,
                "local s = ('a'):rep(2e6) return s:find(('a'):rep(1e6) .. 'b', 1, true) | " + TIME,
                "return ('a'):rep(5e4):find(('a?'):rep(5e4) .. 'b') | -ERR.*",
                "return unpack({}, 1, 1e8) | -ERR user_script:1: too many results to unpack.*",
                "return string.byte(('x'):rep(1e7), 1, -1)"
                        + " | -ERR user_script:1: stack overflow \\(string slice too long\\).*",
                "table.insert({1}, -2147483648, 2) | " + EITHER,
                "local function f() return 1 + f() end f() | -ERR .*stack overflow.*",
                "local function f() pcall(f) end f() return 1 | :1",
                "local function f() return pcall(f) end return f() and 1 | :1",
                "local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k)"
                        + " return t[k + 1] end return t[1] | -ERR .*stack overflow.*",
                "local function f() return ('x'):gsub('x', f) end f() | -ERR .*stack overflow.*",
                "local function f() table.sort({1, 2}, f) end f() | -ERR .*",
                "local t = setmetatable({}, {__tostring = tostring}) return tostring(t)"
                        + " | -ERR .*stack overflow.*",
                "local t = setmetatable({}, {__concat = function(a, b) return a .. b end})"
                        + " return t .. t | -ERR .*stack overflow.*",
                "local t = setmetatable({}, {}) getmetatable(t).__call = t t() | -ERR .*",
                "local t = {} for i = 1, 5e5 do t = setmetatable({}, {__call = t}) end t()"
                        + " | -ERR .*",
                "local t = redis.call for i = 1, 1e5 do t = {[t] = table.foreach} end"
                        + " table.foreach(t, table.foreach) | -ERR .*",
                "local t = {1} for i = 1, 60 do t = {t, t} end return t | " + EITHER,
                "local c = {} for i = 1, 1e6 do c[i] = coroutine.create(function()"
                        + " coroutine.yield() end) coroutine.resume(c[i]) end return #c | (?s).*",
                "local t = {} for i = 1, 1e6 do t[i] = true end for i = 1, 1e6 do t[i] = nil end"
                        + " while true do next(t) end | "
                        + TIME,
                "error({}) | -ERR unknown error.*",
                "error(setmetatable({}, {__tostring = function() while true do end end}))"
                        + " | -ERR unknown error.*",
                "error(setmetatable({}, {__index = function() while true do end end}))"
                        + " | -ERR unknown error.*",
                "error(('x'):rep(3e7)) | -ERR user_script:1: xxx.*",
                "error('a\\r\\nb\\r\\n+OK') | -ERR user_script:1: a  b  \\+OK.*",
                "redis.log(redis.LOG_WARNING, ('x'):rep(3e7)) return 1 | :1",
                "return #string.format('%99.99f%s', 1e308, ('x'):rep(1e6)) | :1000409",
                "return string.format('%99999d', 1) | -ERR.*invalid format.*",
                "return tostring(1e308 * 10) .. tonumber(('9'):rep(4000)) | \"infinf\"",
                "return tonumber(('9'):rep(1e7)) | nil",
                "return redis.call('mget', unpack({}, 1, 7000)) | -ERR.*",
                "local t = {} for i = 1, 7000 do t[i] = 'k' end return #redis.call('mget',"
                        + " unpack(t)) | :7000",
                "while true do redis.call('set', 'x', 'y') end | " + TIME,
                "while true do loadstring(('if x then '):rep(190) .. ('end '):rep(190)) end | "
                        + TIME,
                "loadstring('if x then ' .. ('elseif x then '):rep(6e5) .. 'end') return 1 | "
                        + EITHER,
                "return loadstring('return ' .. ('('):rep(1e5))" + " and 1 or 2 | :2",
            })
    void isStopped(String source, String reply) throws IOException {
        String told = attacked(source, "EVAL", source, "0");
        assertTrue(told.matches("(?s)" + reply), told);
    }

    @Test
    void largeSourcesAreCompiledOrRefused() throws IOException {
        String lines = "local a = 1 a = a + 1 do local s = 'text' .. a end\n".repeat(200_000);
        attacked("10 MB of statements", "EVAL", "do " + lines + " end return 1", "0");
        attacked("10 MB in a string", "EVAL", "return #'" + "x".repeat(10_000_000) + "'", "0");
        attacked("a name of 10 MB", "EVAL", "local " + "x".repeat(10_000_000) + " = 1", "0");
        attacked(
                "1e5 elseifs",
                "EVAL",
                "local x if x then " + "elseif x then ".repeat(100_000) + " end return 1",
                "0");
        attacked("1e5 parentheses", "EVAL", "return " + "(".repeat(100_000), "0");
        attacked("1e5 brackets", "EVAL", "return " + "{".repeat(100_000), "0");
        attacked("1e5 functions", "EVAL", "return " + "function() return ".repeat(100_000), "0");
        attacked("1e6 ands", "EVAL", "local x return x" + " and x".repeat(1_000_000), "0");
        attacked("1e6 concatenations", "EVAL", "return ''" + "..''".repeat(1_000_000), "0");
        attacked("1e6 powers", "EVAL", "return 1" + "^1".repeat(1_000_000), "0");
        attacked("1e6 nots", "EVAL", "return " + "not ".repeat(1_000_000) + "1", "0");
        attacked("1e6 constants", "EVAL", constants(1_000_000), "0");
        attacked("1e6 calls", "EVAL", "local f f" + "()".repeat(1_000_000), "0");
        attacked("1e5 loads", "SCRIPT", "LOAD", "x" + "()".repeat(100_000));
    }

    private static String constants(int count) {
        StringBuilder source = new StringBuilder("local t = {");
        for (int i = 0; i < count; i++) {
            source.append(i).append(".5,");
        }
        return source.append("} return #t").toString();
    }

    @Test
    void manyLargeScriptsFindTheCacheFull() throws IOException {
        String filling = "--" + "x".repeat(1_000_000);
        String last = "";
        try (RespClient client = member.connect()) {
            for (int i = 0; i < 200; i++) {
                last = client.call("SCRIPT", "LOAD", "return " + i + filling).toString();
                if (last.startsWith("-")) {
                    break;
                }
            }
            assertTrue(last.startsWith("-OOM the script cache is full"), last);
            for (int i = 0; i < 100; i++) {
                assertEquals(integer(i), client.call("EVAL", "return " + i + filling + "y", "0"));
            }
            assertEquals(status("OK"), client.call("SCRIPT", "FLUSH"));
        }
        worksOn();
    }

    /** Their replies end with an error, 8000 levels deep. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "local t = {} for i = 1, 1e5 do t = {t} end return t",
                "local t = {} t[1] = t return t",
                "redis.setresp(3) local t = {} t.map = {a = t} return t",
            })
    void deepResultsEndWithAnError(String source) throws IOException {
        try (RespClient client = member.connect()) {
            client.send("EVAL", source, "0");
            client.send("QUIT");
            assertTrue(client.readToEnd().contains("reached lua stack limit"));
        }
        worksOn();
    }

    @Test
    void aMillionArgumentsArriveAndReturn() throws IOException {
        String[] request = new String[1_000_000];
        Arrays.fill(request, "x");
        request[0] = "EVAL";
        request[1] = "return #ARGV";
        request[2] = "0";
        assertEquals(":999997", attacked("a million arguments", request));
    }

    @Test
    void othersOnTheKeyspaceAreToldThatItIsBusy() throws IOException {
        try (RespClient client = member.connect();
                RespClient runner = member.connect()) {
            client.call("CONFIG", "SET", "busy-reply-threshold", "100");
            runner.send("EVAL", "while true do pcall(error) end", "0");
            Value reply = client.call("GET", "k");
            while (reply.equals(bulk("v"))) {
                reply = client.call("GET", "k");
            }
            assertTrue(reply.toString().startsWith("-BUSY"), reply::toString);
            assertTrue(runner.read().toString().matches(TIME));
            client.call("CONFIG", "SET", "busy-reply-threshold", "60000");
        }
        worksOn();
    }
}
