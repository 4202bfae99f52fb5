package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a member may run, and which of EVAL's scripts go first. */
class ScriptIndexTest {

    private static final long EPOCH = 7;

    private final ScriptIndex index = new ScriptIndex();

    @BeforeEach
    void beginEpoch() {
        index.begin(EPOCH, "generation");
    }

    private static Script script(int number) {
        return Script.of(Ascii.bytes("return " + number));
    }

    private Script evaluate(int number) {
        List<Script> evicted = index.add(CachedScripts.of(script(number), Origin.EVALUATED), EPOCH);
        return evicted.isEmpty() ? null : evicted.get(0);
    }

    private boolean has(int number) {
        return index.contains(script(number).sha1());
    }

    @Test
    void shasAreFoundInEitherCaseAndNothingElseIs() {
        Script script = script(1);
        index.add(CachedScripts.of(script, Origin.LOADED), EPOCH);
        byte[] upperCase = Ascii.bytes(script.sha1Text().toUpperCase(Locale.ROOT));
        assertSame(script, index.find(script.sha1()));
        assertSame(script, index.find(upperCase));
        assertNull(index.find(Ascii.bytes("no sha at all")));
        assertNull(index.find(Ascii.bytes("x".repeat(40))));
        assertNull(index.find(script(2).sha1()));
    }

    @Test
    void leastRecentlyUsedScriptOfEvalGoesFirst() {
        for (int i = 0; i < ScriptIndex.EVALUATED_LIMIT; i++) {
            assertNull(evaluate(i));
        }
        index.find(script(0).sha1());
        assertEquals(script(1).sha1Text(), evaluate(1000).sha1Text());
        assertTrue(has(0));
        assertFalse(has(1));
        assertEquals(ScriptIndex.EVALUATED_LIMIT, index.size());
        assertEquals(1, index.evictions());
    }

    @Test
    void loadedScriptsStayAndLoadingKeepsAScriptOfEval() {
        evaluate(0);
        index.add(CachedScripts.of(script(0), Origin.LOADED), EPOCH);
        index.add(CachedScripts.of(script(1), Origin.LOADED), EPOCH);
        for (int i = 10; i < 10 + 2 * ScriptIndex.EVALUATED_LIMIT; i++) {
            evaluate(i);
        }
        assertTrue(has(0));
        assertTrue(has(1));
        assertEquals(ScriptIndex.EVALUATED_LIMIT + 2, index.size());
        assertEquals(ScriptIndex.EVALUATED_LIMIT, index.evictions());
    }

    private static CachedScript named(String name, int number, long step) {
        Script script = Script.of(Ascii.bytes("-- @name " + name + "\nreturn " + number));
        return CachedScripts.loaded(script).addedBy(step);
    }

    private void assertNamed(CachedScript expected, String name) {
        assertSame(
                ScriptId.of(expected.script().sha1()).toString().intern(),
                index.findNamed(name).sha1Text().intern());
        assertTrue(index.isNamed(expected.script()));
    }

    @Test
    void nameBelongsToTheLastStepInWhicheverOrderTheyCome() {
        CachedScript first = named("take", 1, 10);
        CachedScript second = named("take", 2, 20);
        index.add(first, EPOCH);
        assertNamed(first, "take");
        index.add(second, EPOCH);
        assertNamed(second, "take");
        assertFalse(index.isNamed(first.script()));

        index.begin(EPOCH, "generation");
        assertNull(index.findNamed("take"), "after a flush it is gone");
        index.add(second, EPOCH);
        index.add(first, EPOCH);
        assertNamed(second, "take");

        index.add(named("take", 1, 30), EPOCH);
        assertNamed(first, "take");
        assertNull(index.findNamed("Take"), "case counts");
    }

    @Test
    void ofTwoWithTheSameStepAllMembersChooseOne() {
        CachedScript one = named("take", 1, 10);
        CachedScript other = named("take", 2, 10);
        index.add(one, EPOCH);
        index.add(other, EPOCH);
        String chosen = index.findNamed("take").sha1Text();
        index.begin(EPOCH, "generation");
        index.add(other, EPOCH);
        index.add(one, EPOCH);
        assertEquals(chosen, index.findNamed("take").sha1Text());
    }

    @Test
    void scriptsOfEvalTakeNoNameAndLeaveNone() {
        CachedScript loaded = named("take", 1, 10);
        index.add(loaded, EPOCH);
        index.add(CachedScripts.evaluated(named("take", 2, 0).script()), EPOCH);
        index.add(CachedScripts.evaluated(named("mine", 3, 0).script()), EPOCH);
        assertNamed(loaded, "take");
        assertNull(index.findNamed("mine"));

        index.add(named("mine", 3, 20), EPOCH);
        for (int i = 0; i < 2 * ScriptIndex.EVALUATED_LIMIT; i++) {
            evaluate(i);
        }
        assertNamed(named("mine", 3, 20), "mine");
        assertFalse(index.contains(named("take", 2, 0).script().sha1()));
    }

    @Test
    void stateOfTheSameEpochDecidesWhatIsLoadedAndKeepsEvals() {
        CachedScript lost = named("take", 1, 30);
        CachedScript kept = named("take", 2, 20);
        index.add(lost, EPOCH);
        evaluate(7);
        index.install(EPOCH, "generation", List.of(kept));
        assertFalse(index.contains(lost.script().sha1()));
        assertNamed(kept, "take");
        assertTrue(has(7));

        index.install(EPOCH, "generation", List.of(named("take", 2, 5), named("take", 3, 6)));
        assertNamed(named("take", 3, 6), "take");
        long bytes = index.estimatedBytes();
        index.install(EPOCH, "generation", List.of(named("take", 2, 5), named("take", 3, 6)));
        assertEquals(bytes, index.estimatedBytes());

        index.install(EPOCH, "other generation", List.of(kept));
        assertFalse(has(7));
        assertEquals(1, index.size());
    }

    @Test
    void scriptsOfAnEpochThatIsOverAreNotAdded() {
        index.begin(EPOCH + 1, "next");
        evaluate(1);
        index.add(CachedScripts.of(script(2), Origin.LOADED), EPOCH);
        assertEquals(0, index.size());
        assertEquals(0, index.estimatedBytes());
    }

    @Test
    void bytesGoWithTheScripts() {
        for (int i = 0; i < 3 * ScriptIndex.EVALUATED_LIMIT; i++) {
            evaluate(i);
        }
        long each = script(1000).estimatedBytes();
        long expected = each * ScriptIndex.EVALUATED_LIMIT;
        assertTrue(Math.abs(index.estimatedBytes() - expected) < expected / 10);
        index.begin(EPOCH + 1, "next");
        assertEquals(0, index.estimatedBytes());
    }

    @Test
    void whatIsKeptForRunsGoesWithTheScripts() {
        CachedScript lost = CachedScripts.loaded(script(1).unused());
        CachedScript kept = CachedScripts.loaded(script(2).unused());
        index.install(EPOCH, "generation", List.of(lost, kept));
        assertEquals(0, index.useBytes());
        assertNotNull(lost.script().program());
        long each = index.useBytes();
        assertTrue(each > 0);
        assertNotNull(kept.script().program());
        assertEquals(2 * each, index.useBytes());
        long stored = index.storedBytes();
        index.install(EPOCH, "generation", List.of(kept));
        assertEquals(each, index.useBytes());
        assertEquals(stored / 2, index.storedBytes());
        for (int i = 10; i < 12 + ScriptIndex.EVALUATED_LIMIT; i++) {
            evaluate(i);
        }
        long all = index.useBytes();
        assertNotNull(lost.script().program(), "is counted no more");
        assertEquals(all, index.useBytes());
        assertTrue(Math.abs(all - each * (ScriptIndex.EVALUATED_LIMIT + 1)) < each * 20);
        index.begin(EPOCH + 1, "next");
        assertEquals(0, index.useBytes() + index.storedBytes());
    }

    @Test
    void largeScriptsOfEvalGoEarlier() {
        ScriptIndex small = new ScriptIndex(100_000);
        small.begin(EPOCH, "generation");
        for (int i = 0; i < 20; i++) {
            byte[] source = Ascii.bytes("return " + i + " --" + "x".repeat(28_000));
            small.add(CachedScripts.of(Script.of(source), Origin.EVALUATED), EPOCH);
            assertTrue(small.estimatedBytes() <= 100_000, "bytes " + small.estimatedBytes());
        }
        Script huge = Script.of(Ascii.bytes("return 'huge' --" + "x".repeat(200_000)));
        assertEquals(3, small.add(CachedScripts.of(huge, Origin.EVALUATED), EPOCH).size());
        assertSame(huge, small.find(huge.sha1()));
    }

    @Test
    void racesOfEvalAndLoadLoseNoLoadedScriptAndKeepTheLimit() throws Exception {
        int loaded = 200;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                Origin origin = thread % 2 == 0 ? Origin.LOADED : Origin.EVALUATED;
                int evaluatedOnly = 1000 * (thread + 1);
                runs.add(threads.submit(() -> addMany(loaded, origin, evaluatedOnly)));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < loaded; i++) {
            assertTrue(has(i), "loaded script " + i);
        }
        evaluate(-1);
        assertTrue(index.size() <= loaded + ScriptIndex.EVALUATED_LIMIT, "size " + index.size());
    }

    private void addMany(int shared, Origin origin, int own) {
        for (int i = 0; i < 600; i++) {
            index.add(CachedScripts.of(script(i % shared), origin), EPOCH);
            evaluate(own + i);
        }
    }
}
