package io.gridscript.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader;
import io.gridscript.script.Sha1;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripts on entries of caches, through javax.cache only, from a member and from a client. */
class ScriptProcessorTest {

    enum From {
        MEMBER,
        CLIENT
    }

    private record Product(String name) implements Serializable {}

    @RegisterExtension static final CacheCluster CLUSTER = new CacheCluster();

    private static <K, V> Cache<K, V> cache(From from) {
        CacheManager manager = from == From.MEMBER ? CLUSTER.ofMember() : CLUSTER.ofClient();
        return manager.createCache(
                "cache-" + UUID.randomUUID(),
                new MutableConfiguration<K, V>().setStoreByValue(true));
    }

    private static String load(String source) throws Exception {
        String sha = Ascii.string(Sha1.hex(Ascii.bytes(source)));
        try (RespClient client = CLUSTER.first().connect()) {
            assertEquals(RespClient.bulk(sha), client.call("SCRIPT", "LOAD", source));
        }
        return sha;
    }

    private static ScriptException failure(Cache<String, ?> cache, String source, Object... args) {
        EntryProcessorException thrown =
                assertThrows(
                        EntryProcessorException.class,
                        () -> cache.invoke("key", processor(source), args));
        return assertInstanceOf(ScriptException.class, thrown.getCause());
    }

    private static <V, T> ScriptProcessor<String, V, T> processor(String source) {
        return ScriptProcessor.source(source);
    }

    @ParameterizedTest
    @EnumSource
    void scriptThatWasLoadedRunsByItsShaOnEveryEntry(From from) throws Exception {
        String sha = load("return redis.call('incrby', KEYS[1], ARGV[1])");
        Cache<String, Long> cache = cache(from);
        for (int i = 0; i < 20; i++) {
            cache.put("key" + i, (long) i);
            Long result = cache.invoke("key" + i, ScriptProcessor.<String, Long, Long>sha(sha), 42);
            assertEquals(i + 42L, result);
            assertEquals(i + 42L, cache.get("key" + i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void scriptRunsFromItsSource(From from) {
        Cache<String, String> cache = cache(from);
        cache.put("key", "a");
        Long length = cache.invoke("key", processor("return redis.call('append', KEYS[1], 'bc')"));
        assertEquals(3L, length);
        assertEquals("abc", cache.get("key"));
    }

    @ParameterizedTest
    @EnumSource
    void invokeAllRunsOnEachEntryAlone(From from) {
        Cache<String, Integer> cache = cache(from);
        cache.putAll(Map.of("a", 1, "b", 2));
        Map<String, EntryProcessorResult<String>> results =
                cache.invokeAll(
                        Set.of("a", "b"),
                        processor("redis.call('incr', KEYS[1]) return KEYS[1]..ARGV[1]"),
                        "!");
        assertEquals("a!", results.get("a").get());
        assertEquals("b!", results.get("b").get());
        assertEquals(Map.of("a", 2, "b", 3), cache.getAll(Set.of("a", "b")));
    }

    @ParameterizedTest
    @EnumSource
    void invokeAllTellsTheErrorOfEachEntry(From from) {
        Cache<String, String> cache = cache(from);
        cache.putAll(Map.of("good", "1", "bad", "x"));
        Map<String, EntryProcessorResult<Long>> results =
                cache.invokeAll(
                        Set.of("good", "bad", "missing"),
                        processor("return redis.call('incr', KEYS[1])"));
        assertEquals(2L, results.get("good").get());
        assertEquals(1L, results.get("missing").get());
        EntryProcessorException thrown =
                assertThrows(EntryProcessorException.class, results.get("bad")::get);
        // Hazelcast 5.7 wraps what invoke throws once more.
        ScriptException error =
                assertInstanceOf(ScriptException.class, thrown.getCause().getCause());
        assertEquals("ERR", error.code());
        assertEquals(1, error.line());
        assertEquals("x", cache.get("bad"));
    }

    @ParameterizedTest
    @EnumSource
    void nobodyChangesTheEntryWhileAScriptRuns(From from) throws Exception {
        Cache<String, String> cache = cache(from);
        cache.put("key", "0");
        ScriptProcessor<String, String, String> readAndWrite =
                processor(
                        "local n = redis.call('get', KEYS[1]) for i = 1, 2000 do end"
                                + " redis.call('set', KEYS[1], n + 1) return n");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> writing = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                writing.add(
                        threads.submit(
                                () -> {
                                    for (int i = 0; i < 100; i++) {
                                        cache.invoke("key", readAndWrite);
                                    }
                                }));
            }
            for (Future<?> each : writing) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals("800", cache.get("key"));
    }

    @ParameterizedTest
    @EnumSource
    void collectionsAreHashesListsAndSets(From from) {
        Cache<String, Object> cache = cache(from);
        cache.put("hash", Map.of("n", 1));
        cache.put("list", List.of("a", "b"));
        cache.put("set", Set.of(1L, 2L));
        assertEquals(3L, (Long) cache.invoke("hash", processor(call("hincrby", "'n', 2"))));
        assertEquals("a", cache.invoke("list", processor(call("lpop", ""))));
        assertEquals(1L, (Long) cache.invoke("set", processor(call("srem", "1"))));
        assertEquals(Map.of("n", 3), cache.get("hash"));
        assertEquals(List.of("b"), cache.get("list"));
        assertEquals(Set.of(2L), cache.get("set"));
        assertEquals("list", cache.invoke("list", processor(call("type", ""))));
    }

    private static String call(String command, String arguments) {
        String rest = arguments.isEmpty() ? "" : ", " + arguments;
        return "local r = redis.call('"
                + command
                + "', KEYS[1]"
                + rest
                + ") "
                + "return type(r) == 'table' and r.ok or r";
    }

    @ParameterizedTest
    @EnumSource
    void whatIsEmptyAfterwardsIsGone(From from) {
        Cache<String, List<String>> cache = cache(from);
        cache.put("key", List.of("only"));
        assertEquals("only", cache.invoke("key", processor(call("rpop", ""))));
        assertFalse(cache.containsKey("key"));
    }

    @ParameterizedTest
    @EnumSource
    void missingEntryIsMadeAndRemoved(From from) {
        Cache<String, Long> cache = cache(from);
        assertEquals(0L, (Long) cache.invoke("key", processor(call("exists", ""))));
        assertNull(cache.invoke("key", processor(call("get", ""))));
        assertFalse(cache.containsKey("key"));
        Long made =
                cache.invoke(
                        "key",
                        ScriptProcessorTest.<Long, Long>processor(call("incr", ""))
                                .creating(Long.class));
        assertEquals(1L, made);
        assertEquals(1L, cache.get("key"));
        assertEquals(1L, (Long) cache.invoke("key", processor(call("del", ""))));
        assertFalse(cache.containsKey("key"));
    }

    @ParameterizedTest
    @EnumSource
    void bytesStayBytes(From from) {
        byte[] bytes = {0, 1, (byte) 0xff, '\r', '\n'};
        Cache<String, byte[]> cache = cache(from);
        cache.put("key", bytes);
        byte[] result =
                cache.invoke(
                        "key",
                        ScriptProcessorTest.<byte[], byte[]>processor(
                                        "redis.call('append', KEYS[1], ARGV[1])"
                                                + " return redis.call('get', KEYS[1])")
                                .returningBytes(),
                        (Object) new byte[] {(byte) 0xfe});
        assertArrayEquals(new byte[] {0, 1, (byte) 0xff, '\r', '\n', (byte) 0xfe}, result);
        assertArrayEquals(result, cache.get("key"));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfResultComesBack(From from) {
        Cache<String, String> cache = cache(from);
        List<Object> results =
                cache.invoke(
                        "key", processor("return {1, 'two', {3.9, false, 'x'}, ARGV[1]}"), true);
        List<Object> inner = new java.util.ArrayList<>(List.of(3L));
        inner.add(null);
        inner.add("x");
        assertEquals(List.of(1L, "two", inner, "1"), results);
        assertNull(cache.invoke("key", processor("return nil")));
        assertEquals("PONG", cache.invoke("key", processor("return redis.call('ping')")));
        assertEquals(true, cache.invoke("key", processor("redis.setresp(3) return true")));
    }

    @ParameterizedTest
    @EnumSource
    void errorOfAScriptIsTyped(From from) {
        Cache<String, String> cache = cache(from);
        cache.put("key", "before");
        String source = "redis.call('set', KEYS[1], 'after')\nerror({err='MINE it is wrong'})";
        ScriptException failure = failure(cache, source);
        assertEquals("MINE", failure.code());
        assertEquals(2, failure.line());
        assertEquals(40, failure.sha1().length());
        assertEquals("before", cache.get("key"), "nothing of a failed script stays");
    }

    @ParameterizedTest
    @EnumSource
    void unknownScriptIsTyped(From from) {
        Cache<String, String> cache = cache(from);
        EntryProcessorException thrown =
                assertThrows(
                        EntryProcessorException.class,
                        () -> cache.invoke("key", ScriptProcessor.sha("0".repeat(40))));
        assertTrue(assertInstanceOf(ScriptException.class, thrown.getCause()).isNoScript());
    }

    @ParameterizedTest
    @EnumSource
    void flushIsSeenAtOnce(From from) throws Exception {
        Cache<String, String> cache = cache(from);
        try (RespClient redis = CLUSTER.second().connect()) {
            for (int i = 0; i < 50; i++) {
                String sha = load("return " + i);
                String key = "key" + i;
                assertEquals(
                        (long) i,
                        cache.invoke(key, ScriptProcessor.<String, String, Long>sha(sha)));
                redis.call("SCRIPT", "FLUSH", i % 2 == 0 ? "SYNC" : "ASYNC");
                assertThrows(
                        EntryProcessorException.class,
                        () -> cache.invoke(key, ScriptProcessor.sha(sha)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void scriptRunsByTheNameThatWasLoadedLast(From from) throws Exception {
        Cache<String, Long> cache = cache(from);
        String name = "add-" + from;
        ScriptProcessor<String, Long, Long> add = ScriptProcessor.named(name);
        String body = "\nreturn redis.call('incrby', KEYS[1], ARGV[1] * ";
        try (RespClient redis = CLUSTER.second().connect()) {
            for (int i = 1; i <= 50; i++) {
                // Those that were loaded before take their name back.
                int factor = i % 7;
                load("-- @name " + name + body + factor + ")");
                assertEquals(3L * factor, cache.invoke("key" + i, add, 3));
                if (i % 10 == 0) {
                    redis.call("SCRIPT", "FLUSH", i % 20 == 0 ? "SYNC" : "ASYNC");
                    EntryProcessorException thrown =
                            assertThrows(
                                    EntryProcessorException.class,
                                    () -> cache.invoke("key", add, 3));
                    ScriptException gone =
                            assertInstanceOf(ScriptException.class, thrown.getCause());
                    assertTrue(gone.isNoScript());
                    assertEquals(
                            "NOSCRIPT No script has that name. Please use SCRIPT LOAD.",
                            gone.getMessage());
                }
            }
            // EVAL gives no names.
            redis.call("EVAL", "-- @name " + name + body + "0)", "1", "k", "1");
            assertThrows(EntryProcessorException.class, () -> cache.invoke("key", add, 3));
        }
        for (String no : new String[] {"", "a b", "x".repeat(129)}) {
            assertThrows(IllegalArgumentException.class, () -> ScriptProcessor.named(no));
        }
    }

    /** With a backup of every entry, so it isn't run for those. */
    @ParameterizedTest
    @EnumSource
    void runsAreCountedWithThoseOfRedisClients(From from) throws Exception {
        Cache<String, Long> cache = cache(from);
        long commands = calls("incrby");
        String sha = load("-- " + from + "\nreturn redis.call('incrby', KEYS[1], ARGV[1])");
        for (int i = 0; i < 40; i++) {
            cache.invoke("key" + i, ScriptProcessor.<String, Long, Long>sha(sha), 1);
        }
        assertThrows(
                EntryProcessorException.class,
                () -> cache.invoke("key", ScriptProcessor.<String, Long, Long>sha(sha), "x"));
        RunStatistics statistics = Gridscript.of(CLUSTER.client()).stats(sha);
        assertEquals(41, statistics.calls());
        assertEquals(1, statistics.errors());
        assertTrue(statistics.bytesPerCall() > 0, statistics.toString());
        try (RespClient redis = CLUSTER.second().connect()) {
            String scripts = redis.call("GRIDSCRIPT", "SCRIPTS", "SHA", sha).toString();
            assertTrue(scripts.contains("\"calls\", :41"), scripts);
        }
        assertEquals(41, calls("incrby") - commands, "INFO commandstats tells of its commands");
    }

    /** How often a command was called on both members, as INFO commandstats tells. */
    private static long calls(String command) throws Exception {
        long calls = 0;
        for (RunningMember member : List.of(CLUSTER.first(), CLUSTER.second())) {
            try (RespClient redis = member.connect()) {
                Matcher line =
                        Pattern.compile("cmdstat_" + command + ":calls=(\\d+)")
                                .matcher(
                                        ((RespReader.Bulk) redis.call("INFO", "commandstats"))
                                                .text());
                calls += line.find() ? Long.parseLong(line.group(1)) : 0;
            }
        }
        return calls;
    }

    @ParameterizedTest
    @EnumSource
    void scriptThatTravelsIsToldToHaveComeByJCache(From from) {
        Cache<String, String> cache = cache(from);
        String source = "return 'by jcache " + from + "'";
        assertEquals("by jcache " + from, cache.invoke("key", processor(source)));
        String sha = Ascii.string(Sha1.hex(Ascii.bytes(source)));
        Gridscript gridscript = Gridscript.of(CLUSTER.client());
        Awaitility.await().until(() -> gridscript.exists(sha));
        assertEquals("jcache", gridscript.get(sha).loadedBy().how());
    }

    @ParameterizedTest
    @EnumSource
    void otherKeysAndTimesToLiveAreRefused(From from) {
        Cache<String, String> cache = cache(from);
        cache.put("key", "value");
        String[] refused = {
            "'get', 'other'",
            "'mget', KEYS[1], 'other'",
            "'del', KEYS[1], 'other'",
            "'exists', KEYS[1], 'other'",
            "'rename', KEYS[1], 'other'",
            "'keys', '*'",
            "'dbsize'",
            "'flushall'",
            "'publish', 'channel', 'message'",
            "'select', '1'",
            "'expire', KEYS[1], 10",
            "'ttl', KEYS[1]",
            "'setex', KEYS[1], 10, 'x'",
            "'set', KEYS[1], 'x', 'EX', 10",
            "'getex', KEYS[1], 'EX', 10",
            "'sort', KEYS[1], 'BY', 'other*'",
        };
        for (String call : refused) {
            ScriptException failure = failure(cache, "return redis.call(" + call + ")");
            assertEquals("ERR", failure.code(), call);
        }
        Object caught =
                cache.invoke(
                        "key",
                        processor(
                                "local r = redis.pcall('set', KEYS[1], 'x', 'PX', 10)"
                                        + " return r.err and redis.call('get', KEYS[1])"));
        assertEquals("value", caught);
        assertEquals("value", cache.get("key"));
    }

    @ParameterizedTest
    @EnumSource
    void commandsAboutTimesToLiveSayWhoDecides(From from) {
        Cache<String, String> cache = cache(from);
        cache.put("key", "value");
        String[] aboutDeadlines = {
            "'expire', KEYS[1], 10",
            "'pexpire', KEYS[1], 10",
            "'expireat', KEYS[1], 4000000000",
            "'pexpireat', KEYS[1], 4000000000000",
            "'ttl', KEYS[1]",
            "'pttl', KEYS[1]",
            "'expiretime', KEYS[1]",
            "'pexpiretime', KEYS[1]",
            "'persist', KEYS[1]",
            "'setex', KEYS[1], 10, 'x'",
            "'psetex', KEYS[1], 10, 'x'",
            "'set', KEYS[1], 'x', 'PX', 10",
            "'getex', KEYS[1], 'PX', 10",
        };
        for (String call : aboutDeadlines) {
            ScriptException failure = failure(cache, "return redis.call(" + call + ")");
            assertTrue(failure.getMessage().contains("expiry policy"), failure.getMessage());
        }
        assertEquals("value", cache.get("key"));
        assertEquals("OK", cache.invoke("key", processor(call("set", "'new', 'KEEPTTL'"))));
        assertEquals("new", cache.invoke("key", processor(call("getex", ""))));
        assertEquals("new", cache.invoke("key", processor(call("getdel", ""))));
        assertFalse(cache.containsKey("key"));
    }

    @ParameterizedTest
    @EnumSource
    void valueOfAnotherTypeIsLeftAlone(From from) {
        Cache<String, Object> cache = cache(from);
        cache.put("key", new Product("tea"));
        assertEquals("WRONGTYPE", failure(cache, call("get", "")).code());
        assertEquals(1L, (Long) cache.invoke("key", processor(call("exists", ""))));
        assertEquals(new Product("tea"), cache.get("key"));
        assertEquals("OK", cache.invoke("key", processor(call("set", "'text'"))));
        assertEquals("text", cache.get("key"));
        assertEquals("WRONGTYPE", failure(cache, call("hget", "'f'")).code());
    }

    @ParameterizedTest
    @EnumSource
    void typeThatCantBeKeptIsRefused(From from) {
        Cache<String, Object> cache = cache(from);
        assertEquals("ERR", failure(cache, call("zadd", "1, 'a'")).code());
        cache.put("key", 5);
        assertEquals("ERR", failure(cache, call("set", "'text'")).code());
        assertEquals(5, cache.get("key"));
    }

    @ParameterizedTest
    @EnumSource
    void endlessScriptIsEnded(From from) {
        Cache<String, Integer> cache = cache(from);
        cache.put("key", 1);
        String[] endless = {
            "while true do end",
            "while true do pcall(function() while true do end end) end",
            "redis.call('incr', KEYS[1]) repeat until false",
            "return string.rep('a', 60):find(('a*'):rep(30)..'b')",
        };
        for (String source : endless) {
            ScriptException failure = failure(cache, source);
            assertEquals("BUSY", failure.code(), source);
            assertEquals(1, failure.line());
        }
        assertEquals(1, cache.get("key"));
        assertEquals(2L, (Long) cache.invoke("key", processor(call("incr", ""))));
    }

    @ParameterizedTest
    @EnumSource
    void keyThatIsNoTextIsKnownByItsText(From from) {
        Cache<Long, String> cache = cache(from);
        cache.put(7L, "seven");
        String result =
                cache.invoke(
                        7L,
                        ScriptProcessor.<Long, String, String>source(
                                "return KEYS[1]..redis.call('get', KEYS[1])"));
        assertEquals("7seven", result);
    }

    @ParameterizedTest
    @EnumSource
    void textsAreUtf8(From from) {
        Cache<String, String> cache = cache(from);
        cache.put("schlüssel", "grün");
        Object bytes =
                cache.invoke(
                        "schlüssel",
                        ScriptProcessorTest.<String, byte[]>processor(
                                        "return KEYS[1]..redis.call('get', KEYS[1])..ARGV[1]")
                                .returningBytes(),
                        "ß");
        assertEquals("schlüsselgrünß", new String((byte[]) bytes, StandardCharsets.UTF_8));
    }
}
