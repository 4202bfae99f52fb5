package io.gridscript.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.member.RespClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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
        assertTrue(gridscript.kill());
        CompletionException ended = assertThrows(CompletionException.class, endless::join);
        assertInstanceOf(ScriptException.class, ended.getCause());
        assertFalse(gridscript.kill());
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
