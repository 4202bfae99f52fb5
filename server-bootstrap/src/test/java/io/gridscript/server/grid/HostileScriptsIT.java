package io.gridscript.server.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Scripts that mean harm against two members with heaps of 512 MB: each is stopped, others are
 * answered or told that the keyspace is busy, and afterwards both members are as they were, with
 * what the scripts wrote before they were stopped. How long PING may take is set by {@code
 * -Dtest.ping=MILLIS}; an idle machine needs far less than what is allowed otherwise.
 */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileScriptsIT {

    private static final long LONGEST_PING = Long.getLong("test.ping", 8000);

    /** What may be different in the heap: compiled scripts, buffers, caches of threads. */
    private static final long HEAP_ROOM = 64L << 20;

    private static final String TIME = "ERR Script ended: it runs longer";
    private static final String MEMORY = "ERR Script ended: it holds more memory";
    private static final String EITHER = "ERR Script ended: it ";
    private static final String ERROR = "ERR ";

    private static final String[][] SCRIPTS = {
        {"while true do pcall(function() while true do end end) end", TIME},
        {"local function f() return f() end f()", TIME},
        {"coroutine.wrap(function() repeat until false end)()", TIME},
        {"for _ in function() return 1 end do redis.pcall('nonesuch') end", TIME},
        {"while true do redis.call('hset', KEYS[2], 'f', ARGV[1]) end", EITHER},
        {"local s = 'x' while true do s = s .. s end", MEMORY},
        {"return string.rep('x', 1e9)", MEMORY},
        {"local s, t = ('x'):rep(1e6), {} for i = 1, 1e5 do t[i] = s end table.concat(t)", MEMORY},
        {"return ('x'):rep(1e5):gsub('x', ('y'):rep(1e5))", MEMORY},
        {"local t = {1} for i = 1, 60 do t = {t, t} end return t", EITHER},
        {"local t = {} while true do pcall(function() t[#t + 1] = {} end) end", EITHER},
        {"local t = {} while true do t = {t} end", EITHER},
        {"local t, i = {}, 0 while true do i = i + 1 t['k' .. i] = i end", EITHER},
        {
            "local t = {} while true do t[#t + 1] = coroutine.create(function()"
                    + " coroutine.yield() end) coroutine.resume(t[#t]) end",
            EITHER
        },
        {"return ('a'):rep(3e4):find(('.-'):rep(20) .. 'b')", TIME},
        {"return ('a'):rep(1e6):find('.-b')", TIME},
        {"return unpack({}, 1, 1e8)", "ERR user_script:1: too many results to unpack"},
        {"table.insert({1}, -2147483648, 2)", EITHER},
        {"local function f() return 1 + f() end f()", "ERR user_script:1: stack overflow"},
        {"local function f() return ('x'):gsub('x', f) end f()", ERROR},
        {"local t = {} t[1] = t return cjson.encode(t)", ERROR},
        {"while true do loadstring(('if x then '):rep(190) .. ('end '):rep(190)) end", TIME},
        {"loadstring('if x then ' .. ('elseif x then '):rep(6e5) .. 'end')", EITHER},
    };

    @RegisterExtension
    static final GridExtension GRIDS =
            new GridExtension(
                    2,
                    List.of("-Xmx512m", "-XX:-UseSerialGC", "-XX:+UseG1GC"),
                    "--script-time-limit",
                    "1000",
                    "--busy-reply-threshold",
                    "100");

    private static Grid grid() {
        return GRIDS.grid();
    }

    /** One client that asks again and again until it is closed. */
    private abstract static class Asking extends Thread implements AutoCloseable {
        private final GridMember member;
        private volatile boolean ended;
        private volatile Throwable failure;

        Asking(GridMember member) {
            this.member = member;
        }

        abstract void ask(RespConnection connection) throws IOException;

        @Override
        public void run() {
            try (RespConnection connection = member.connect()) {
                while (!ended) {
                    ask(connection);
                    TimeUnit.MILLISECONDS.sleep(2);
                }
            } catch (IOException | InterruptedException | AssertionError e) {
                failure = e;
            }
        }

        @Override
        public void close() throws InterruptedException {
            ended = true;
            join();
            if (failure != null) {
                throw new AssertionError("asking " + member, failure);
            }
        }
    }

    /** As in Redis, PING is told BUSY like others; it doesn't wait for the keyspace. */
    private static final class Pings extends Asking {
        private long longest;

        Pings(GridMember member) {
            super(member);
        }

        @Override
        void ask(RespConnection connection) throws IOException {
            long begin = System.nanoTime();
            Object reply = connection.call("PING");
            assertTrue(reply.equals("PONG") || RespError.is("BUSY", reply), reply::toString);
            longest = Math.max(longest, System.nanoTime() - begin);
        }
    }

    /** Reads a key: the value is there, or the keyspace is busy. */
    private static final class Reads extends Asking {
        private int answered;
        private int busy;

        Reads(GridMember member) {
            super(member);
        }

        @Override
        void ask(RespConnection connection) throws IOException {
            Object reply = connection.call("GET", "k");
            if (RespError.is("BUSY", reply)) {
                busy++;
            } else {
                assertEquals("v", reply);
                answered++;
            }
        }
    }

    @Test
    @Order(1)
    void areStoppedAndHarmNobody() throws Exception {
        GridMember owner = grid().owner();
        GridMember backup = grid().backup();
        owner.ask("SET", "k", "v");
        List<Long> heaps = heaps();
        List<String> digests = new ArrayList<>();
        Pings[] pings = {new Pings(owner), new Pings(backup)};
        Reads[] reads = {new Reads(owner), new Reads(backup)};
        try (Pings one = pings[0];
                Pings other = pings[1];
                Reads near = reads[0];
                Reads far = reads[1]) {
            for (Asking each : List.of(one, other, near, far)) {
                each.start();
            }
            for (int i = 0; i < SCRIPTS.length; i++) {
                digests.add(attack(grid().member(i % 2), i));
            }
        }
        for (int i = 0; i < 2; i++) {
            long longest = TimeUnit.NANOSECONDS.toMillis(pings[i].longest);
            grid().note("longest PING: " + longest + " ms");
            System.err.println("longest PING " + longest + " ms, BUSY " + reads[i].busy);
            assertTrue(longest <= LONGEST_PING, "PING took " + longest + " ms");
            assertTrue(reads[i].answered > 0 && reads[i].busy > 0, "reads, BUSY ones, too");
        }
        assertWhatTheyWroteIsThere();
        for (String digest : digests) {
            List<?> statistics = (List<?>) owner.ask("SCRIPT", "STATS", digest);
            assertEquals(1L, statistics.get(statistics.indexOf("calls") + 1), digest);
            assertEquals(1L, statistics.get(statistics.indexOf("errors") + 1), digest);
        }
        assertUnharmed();
        assertHeapsAreAs(heaps);
    }

    /** Each writes first, as Redis lets it; its SHA is the answer. */
    private static String attack(GridMember member, int number) throws IOException {
        String source = "redis.call('rpush', KEYS[1], ARGV[1]) " + SCRIPTS[number][0];
        String text = Integer.toString(number);
        try (RespConnection connection = member.connect()) {
            Object loaded = connection.call("SCRIPT", "LOAD", source);
            String digest = assertInstanceOf(String.class, loaded);
            long begin = System.nanoTime();
            Object reply = connection.call("EVALSHA", digest, "2", "ran", "hash", text);
            while (RespError.is("BUSY", reply)) {
                // Somebody's read may have found the keyspace taken for the one before.
                reply = connection.call("EVALSHA", digest, "2", "ran", "hash", text);
            }
            System.err.printf("%5d ms %s%n", (System.nanoTime() - begin) / 1_000_000, source);
            RespError error = assertInstanceOf(RespError.class, reply, source);
            assertTrue(error.text().startsWith(SCRIPTS[number][1]), source + ": " + error);
            return digest;
        }
    }

    private static void assertWhatTheyWroteIsThere() throws IOException {
        for (GridMember member : grid().members()) {
            List<?> ran = (List<?>) member.ask("LRANGE", "ran", "0", "-1");
            assertEquals(SCRIPTS.length, ran.size(), ran::toString);
            for (int i = 0; i < SCRIPTS.length; i++) {
                assertEquals(Integer.toString(i), ran.get(i));
            }
        }
    }

    private static void assertUnharmed() {
        grid().awaitSettled();
        for (GridMember member : grid().members()) {
            assertEquals(List.of(), member.stackTraces());
        }
    }

    private static List<Long> heaps() throws IOException, InterruptedException {
        List<Long> heaps = new ArrayList<>();
        for (GridMember member : grid().members()) {
            heaps.add(member.heapAfterCollection());
        }
        return heaps;
    }

    private static void assertHeapsAreAs(List<Long> before) throws Exception {
        List<Long> after = heaps();
        for (int i = 0; i < after.size(); i++) {
            assertTrue(after.get(i) < before.get(i) + HEAP_ROOM, before + " became " + after);
        }
    }

    /** Near the ends of what Lua may nest, in interpreted and then in compiled functions. */
    @Test
    @Order(2)
    void whatIsWrittenAtAnyDepthIsWholeOnBothMembers() throws Exception {
        String source =
                """
                local function write()
                  redis.call('hset', KEYS[1], 'a', ARGV[1], 'b', ARGV[1])
                  redis.call('rpush', KEYS[2], ARGV[1])
                end
                local function lua(n)
                  if n == 0 then write() return 0 end
                  return 1 + lua(n - 1)
                end
                local function c(n)
                  if n == 0 then write() return 0 end
                  local ok, e = pcall(c, n - 1)
                  if not ok then error(e, 0) end
                end
                local function meta(n)
                  if n == 0 then write() return 0 end
                  local t = setmetatable({}, {__index = function(_, k) return meta(n - 1) end})
                  return t.x
                end
                local done, refused = 0, 0
                local function try(f, n)
                  local ok, e = pcall(f, n)
                  if ok then done = done + 1
                  elseif tostring(e):find('stack overflow') then refused = refused + 1
                  else error(e) end
                end
                for n = 16370, 16390 do try(lua, n) end
                for n = 180, 210 do try(c, n) try(meta, n) end
                return {done, refused}
                """;
        GridMember owner = grid().owner();
        owner.ask("CONFIG", "SET", "script-time-limit", "60000");
        for (int i = 1; i <= 5; i++) {
            long before = (long) owner.ask("LLEN", "deep");
            String number = Integer.toString(i);
            Object reply = owner.ask("EVAL", source, "2", "whole", "deep", number);
            List<?> counts = assertInstanceOf(List.class, reply, () -> "not " + reply);
            assertTrue((long) counts.get(0) > 0 && (long) counts.get(1) > 0, counts::toString);
            assertEquals(before + (long) counts.get(0), owner.ask("LLEN", "deep"));
            assertEquals(List.of(number, number), owner.ask("HMGET", "whole", "a", "b"));
        }
        assertUnharmed();
    }
}
