package io.gridscript.api;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Java API on a member that owns the keyspace, on another one, and with a client. */
class GridscriptTest {

    enum From {
        FIRST,
        SECOND,
        CLIENT
    }

    @RegisterExtension static final CacheCluster CLUSTER = new CacheCluster();

    private static Gridscript gridscript(From from) {
        return Gridscript.of(
                switch (from) {
                    case FIRST -> CLUSTER.first().instance();
                    case SECOND -> CLUSTER.second().instance();
                    case CLIENT -> CLUSTER.client();
                });
    }

    @ParameterizedTest
    @EnumSource
    void scriptThatIsLoadedRunsForRedisClientsToo(From from) throws Exception {
        Gridscript gridscript = gridscript(from);
        String source = "return 'from " + from + " '..ARGV[1]";
        String sha = gridscript.load(source);
        assertTrue(gridscript.exists(sha));
        assertEquals("from " + from + " 1", gridscript.evalSha(sha, List.of(), 1));
        try (RespClient redis = CLUSTER.second().connect()) {
            assertEquals(
                    RespClient.bulk("from " + from + " x"), redis.call("EVALSHA", sha, "0", "x"));
        }
        gridscript.flush(from == From.FIRST ? FlushMode.SYNC : FlushMode.ASYNC);
        assertFalse(gridscript.exists(sha));
        ScriptException gone =
                assertThrows(ScriptException.class, () -> gridscript.evalSha(sha, List.of()));
        assertTrue(gone.isNoScript());
    }

    @ParameterizedTest
    @EnumSource
    void scriptWorksOnTheKeyspace(From from) throws Exception {
        Gridscript gridscript = gridscript(from);
        Object reply =
                gridscript.eval(
                        "redis.call('set', KEYS[1], ARGV[1])"
                                + " return {redis.call('get', KEYS[1]), 7, false, {'a'}}",
                        List.of("key:" + from),
                        "value");
        List<Object> expected = new ArrayList<>(List.of("value", 7L));
        expected.add(null);
        expected.add(List.of("a"));
        assertEquals(expected, reply);
        try (RespClient redis = CLUSTER.first().connect()) {
            assertEquals(RespClient.bulk("value"), redis.call("GET", "key:" + from));
        }
        assertEquals(
                Map.of("a", 1.5),
                gridscript.eval("redis.setresp(3) return {map={a={double=1.5}}}", List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void errorsAreTyped(From from) {
        Gridscript gridscript = gridscript(from);
        ScriptException syntax =
                assertThrows(ScriptException.class, () -> gridscript.load("return ("));
        assertEquals("ERR", syntax.code());
        ScriptException raised =
                assertThrows(
                        ScriptException.class,
                        () -> gridscript.eval("\n\nerror({err='MINE no'})", List.of()));
        assertEquals("MINE", raised.code());
        assertEquals(3, raised.line());
        CompletionException later =
                assertThrows(
                        CompletionException.class,
                        () -> gridscript.evalAsync("error('x')", List.of()).join());
        assertInstanceOf(ScriptException.class, later.getCause());
        assertThrows(
                IllegalArgumentException.class,
                () -> gridscript.eval("return 1", List.of(), new Object()));
    }

    @ParameterizedTest
    @EnumSource
    void scriptIsFoundAndRunByItsName(From from) throws Exception {
        Gridscript gridscript = gridscript(from);
        String name = "add:" + from;
        String former = gridscript.load("-- @name " + name + "\nreturn ARGV[1] + 1");
        assertEquals(former, gridscript.shaOf(name));
        assertEquals(3L, gridscript.evalNamed(name, List.of(), 2));
        String sha;
        try (RespClient redis = CLUSTER.second().connect()) {
            String text = "-- @name " + name + "\nreturn ARGV[1] + 10";
            sha = ((RespReader.Bulk) redis.call("SCRIPT", "LOAD", text)).text();
        }
        assertEquals(12L, gridscript.evalNamedAsync(name, List.of(), 2).join());
        assertEquals(sha, gridscript.shaOfAsync(name).join());
        gridscript.flush(FlushMode.SYNC);
        for (Executable each :
                List.<Executable>of(
                        () -> gridscript.evalNamed(name, List.of(), 2),
                        () -> gridscript.shaOf(name),
                        () -> gridscript.getNamed(name),
                        () -> gridscript.get(sha),
                        () -> gridscript.stats(sha))) {
            ScriptException gone = assertThrows(ScriptException.class, each);
            assertTrue(gone.isNoScript(), gone.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void detailsOfAScriptAreTold(From from) {
        Gridscript gridscript = gridscript(from);
        String name = "details-" + from;
        String source = "#!lua flags=no-writes,allow-stale\n-- @name " + name + "\nreturn '\u00e9'";
        String sha = gridscript.load(source);
        ScriptDetails details = gridscript.get(sha);
        assertEquals(sha, details.sha1());
        assertEquals(name, details.name());
        assertTrue(details.foundByName());
        assertEquals(Set.of("no-writes", "allow-stale"), details.flags());
        assertEquals(source, details.source());
        assertEquals(source.getBytes(StandardCharsets.UTF_8).length, details.size());
        assertEquals(CLUSTER.first().scripts().epoch(), details.epoch());
        ScriptDetails.Loader loader = details.loadedBy();
        assertEquals("java", loader.how());
        assertEquals("", loader.from());
        assertEquals("default", loader.user());
        assertTrue(
                CLUSTER.client().getCluster().getMembers().stream()
                        .anyMatch(each -> each.getAddress().toString().equals(loader.member())),
                loader.member());
        assertEquals(details, gridscript.getNamed(name));
        assertEquals(details, gridscript.getAsync(sha).join());
        assertEquals(details, gridscript.getNamedAsync(name).join());

        gridscript.load("-- @name " + name + "\nreturn 2");
        assertFalse(gridscript.get(sha).foundByName());
        assertEquals(name, gridscript.get(sha).name());
        String evaluated = "return 'evaluated " + from + "'";
        String evaluatedSha = Ascii.string(Sha1.hex(Ascii.bytes(evaluated)));
        gridscript.eval(evaluated, List.of());
        // Other members hear of it a little later.
        Awaitility.await()
                .until(
                        () ->
                                isKnown(CLUSTER.first(), evaluatedSha)
                                        && isKnown(CLUSTER.second(), evaluatedSha));
        ScriptDetails unnamed = gridscript.get(evaluatedSha);
        assertNull(unnamed.name());
        assertFalse(unnamed.foundByName());
        assertEquals(Set.of(), unnamed.flags());
    }

    private static boolean isKnown(RunningMember member, String sha) {
        return member.scripts().find(Ascii.bytes(sha)) != null;
    }

    @ParameterizedTest
    @EnumSource
    void statisticsAreThoseOfAllMembers(From from) {
        Gridscript gridscript = gridscript(from);
        String sha =
                gridscript.load(
                        "if ARGV[1] == 'no' then error('" + from + "') end return {KEYS[1]}");
        RunStatistics none = gridscript.stats(sha);
        assertEquals(0, none.calls());
        assertEquals(Duration.ZERO, none.min());
        assertEquals("interpreted", none.tier());
        for (int i = 0; i < 50; i++) {
            gridscript(From.values()[i % 3]).evalSha(sha, List.of("key" + i), i);
        }
        assertThrows(ScriptException.class, () -> gridscript.evalSha(sha, List.of("key"), "no"));
        RunStatistics some = gridscript.statsAsync(sha).join();
        assertEquals(51, some.calls());
        assertEquals(1, some.errors());
        assertTrue(some.min().compareTo(Duration.ZERO) > 0, some.toString());
        assertTrue(some.min().compareTo(some.mean()) <= 0, some.toString());
        assertTrue(some.mean().compareTo(some.max()) <= 0, some.toString());
        assertTrue(some.p99().compareTo(some.max()) <= 0, some.toString());
        assertTrue(some.max().compareTo(Duration.ofSeconds(10)) < 0, some.toString());
        assertTrue(some.bytesPerCall() > 0, some.toString());
    }

    @ParameterizedTest
    @EnumSource
    void manyCallsAtATimeEachGetTheirOwnReply(From from) {
        Gridscript gridscript = gridscript(from);
        String sha = gridscript.load("return {ARGV[1], string.rep('x', tonumber(ARGV[2]))}");
        List<CompletableFuture<Object>> replies = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            replies.add(gridscript.evalShaAsync(sha, List.of(), i, i * 100));
        }
        for (int i = 0; i < 500; i++) {
            assertEquals(List.of(Integer.toString(i), "x".repeat(i * 100)), replies.get(i).join());
        }
    }

    @ParameterizedTest
    @EnumSource
    void endlessScriptIsKilledMeanwhile(From from) {
        Gridscript gridscript = gridscript(from);
        CompletableFuture<Object> endless = gridscript.evalAsync("while true do end", List.of());
        CLUSTER.awaitRunningScript();
        assertTrue(from == From.SECOND ? gridscript.killAsync().join() : gridscript.kill());
        CompletionException ended = assertThrows(CompletionException.class, endless::join);
        assertInstanceOf(ScriptException.class, ended.getCause());
        assertFalse(gridscript.killAsync().join());
    }

    @Test
    void folderOfScriptsIsLoaded(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("b.lua"), "return 'b'");
        Files.writeString(folder.resolve("a.lua"), "return 'a'");
        Files.writeString(folder.resolve("readme.txt"), "no script");
        Gridscript gridscript = gridscript(From.FIRST);
        Map<Path, String> loaded = gridscript.loadAll(folder);
        assertEquals(
                List.of(folder.resolve("a.lua"), folder.resolve("b.lua")),
                List.copyOf(loaded.keySet()));
        assertEquals("a", gridscript.evalSha(loaded.get(folder.resolve("a.lua")), List.of()));
        assertNull(gridscript.eval("return nil", List.of()));
    }
}
