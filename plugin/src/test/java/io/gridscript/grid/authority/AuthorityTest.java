package io.gridscript.grid.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.replicatedmap.ReplicatedMap;
import com.hazelcast.replicatedmap.impl.ReplicatedMapService;
import io.gridscript.Seed;
import io.gridscript.member.RunningMember;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.script.CachedScripts;
import io.gridscript.script.FlushMode;
import io.gridscript.script.Origin;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptCache;
import io.gridscript.script.ScriptIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Loads, flushes and publications take one order; index and map agree whenever nothing is done. */
@Timeout(60)
class AuthorityTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    private static final String PREFIX = "gridscript.scripts.";

    private Authority authority;
    private ScriptIndex index;
    private ScriptCache cache;

    @BeforeEach
    void flush() {
        authority = MEMBER.assembly().authority();
        index = MEMBER.scripts();
        cache = new ScriptCache(index, authority, authority.lease());
        join(authority.flush(FlushMode.SYNC));
    }

    @Test
    void loadedScriptIsInIndexAndMapWhenItsLoadCompletes() {
        Script script = join(authority.load(source(1), CachedScripts.SOMEBODY));

        assertSame(script, index.find(script.sha1()));
        StoredScript stored = map().get(key(script));
        assertEquals(Origin.LOADED, stored.origin());
        assertEquals(script.sha1Text(), stored.script().sha1Text());
        assertEquals(CachedScripts.SOMEBODY, stored.loadedBy());
        assertEquals(CachedScripts.SOMEBODY, index.cached(script.sha1()).loadedBy());
    }

    @Test
    void scriptThatDoesNotCompileIsAnErrorAndNothingElse() {
        CompletionException failed =
                assertThrows(
                        CompletionException.class,
                        () ->
                                join(
                                        authority.load(
                                                Ascii.bytes("return ("), CachedScripts.SOMEBODY)));
        assertTrue(failed.getCause() instanceof ErrorReply);
        assertEquals(0, index.size());
        assertEquals(Set.of(), storedKeys());
        assertNotNull(
                join(authority.load(source(1), CachedScripts.SOMEBODY)), "the next step is taken");
    }

    @Test
    void everyFlushBeginsAnEpochAndOnlyAsyncAGeneration() {
        long epoch = index.epoch();
        String generation = index.generation();

        join(authority.flush(FlushMode.SYNC));
        assertEquals(epoch + 1, index.epoch());
        assertEquals(generation, index.generation());

        join(authority.flush(FlushMode.ASYNC));
        assertEquals(epoch + 2, index.epoch());
        assertNotEquals(generation, index.generation());
    }

    @Test
    void loadAfterAFlushIsNotTouchedByIt() {
        for (int i = 0; i < 50; i++) {
            FlushMode mode = i % 2 == 0 ? FlushMode.SYNC : FlushMode.ASYNC;
            CompletionStage<Script> before = authority.load(source(1), CachedScripts.SOMEBODY);
            CompletionStage<Void> flush = authority.flush(mode);
            CompletionStage<Script> after = authority.load(source(2), CachedScripts.SOMEBODY);
            join(before);
            join(flush);
            Script kept = join(after);

            assertNull(index.find(join(before).sha1()), "round " + i);
            assertNotNull(index.find(kept.sha1()), "round " + i);
            assertEquals(Set.of(key(kept)), storedKeys(), "round " + i);
        }
    }

    @Test
    void flushesShareAStepWhenNoLoadLiesBetween() {
        long epoch = index.epoch();
        int flushes = 200;
        List<CompletionStage<Void>> done = new ArrayList<>();
        for (int i = 0; i < flushes; i++) {
            done.add(authority.flush(FlushMode.SYNC));
        }
        done.forEach(AuthorityTest::join);
        long steps = index.epoch() - epoch;
        assertTrue(steps >= 1 && steps < flushes, steps + " steps for " + flushes + " flushes");
    }

    @Test
    void publicationOfAnEpochThatIsOverIsDropped() {
        Script script = Script.of(source(3));
        long epoch = index.epoch();
        index.add(CachedScripts.of(script, Origin.EVALUATED), epoch);
        join(authority.flush(FlushMode.SYNC));

        authority.publish(CachedScripts.evaluated(script), epoch);
        assertEquals(List.of(), index.add(CachedScripts.of(script, Origin.EVALUATED), epoch));
        settle();

        assertNull(index.find(script.sha1()));
        assertEquals(1, storedKeys().size(), "only what settle() loaded");
    }

    @Test
    void evaluatedScriptIsPublishedAndPromotedByItsLoad() {
        Script script = cache.obtain(source(4), () -> CachedScripts.SOMEBODY);
        settle();
        assertEquals(Origin.EVALUATED, map().get(key(script)).origin());

        assertSame(script, join(authority.load(source(4), CachedScripts.SOMEBODY)));
        assertEquals(Origin.LOADED, map().get(key(script)).origin());
    }

    @Test
    void evaluatedScriptsBeyondTheLimitLeaveIndexAndMapAndLoadedOnesNever() {
        Script loaded = join(authority.load(source(5), CachedScripts.SOMEBODY));
        for (int i = 0; i < ScriptIndex.EVALUATED_LIMIT + 50; i++) {
            cache.obtain(source(1000 + i), () -> CachedScripts.SOMEBODY);
        }
        settle();

        assertNotNull(index.find(loaded.sha1()));
        assertNull(index.find(Script.of(source(1000)).sha1()), "the least recently used is gone");
        assertEquals(ScriptIndex.EVALUATED_LIMIT + 2, index.size());
        assertEquals(index.size(), storedKeys().size());
        assertTrue(map().containsKey(key(loaded)));
    }

    @Test
    void loadsFlushesAndEvalsRacingLeaveIndexAndMapAgreeing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        long seed = Seed.get();
        try {
            for (int round = 0; round < 5; round++) {
                List<Future<?>> races = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    Random random = new Random(seed + round * 10 + i);
                    races.add(threads.submit(() -> race(random)));
                }
                for (Future<?> each : races) {
                    each.get();
                }
                settle();
                assertAgreement("seed " + seed + ", round " + round);
            }
        } finally {
            threads.shutdownNow();
        }
        Awaitility.await().until(() -> storeNames().equals(Set.of(PREFIX + index.generation())));
    }

    private void race(Random random) {
        List<CompletionStage<?>> begun = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] source = source(random.nextInt(40));
            switch (random.nextInt(12)) {
                case 0 -> begun.add(authority.flush(FlushMode.SYNC));
                case 1 -> begun.add(authority.flush(FlushMode.ASYNC));
                case 2, 3, 4 -> begun.add(authority.load(source, CachedScripts.SOMEBODY));
                default -> cache.obtain(source, () -> CachedScripts.SOMEBODY);
            }
        }
        begun.forEach(AuthorityTest::join);
    }

    private void assertAgreement(String when) {
        Set<String> indexed = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            Script script = Script.of(source(i));
            if (index.contains(script.sha1())) {
                indexed.add(key(script));
            }
        }
        Script settled = Script.of(SETTLED);
        if (index.contains(settled.sha1())) {
            indexed.add(key(settled));
        }
        assertEquals(indexed, storedKeys(), when);
        assertEquals(indexed.size(), index.size(), when);
    }

    private static final byte[] SETTLED = Ascii.bytes("return 'settled'");

    /** Waits until every step that was begun is taken; leaves one script more. */
    private void settle() {
        join(authority.load(SETTLED, CachedScripts.SOMEBODY));
    }

    private String key(Script script) {
        return index.epoch() + ":" + script.sha1Text();
    }

    private Set<String> storedKeys() {
        return new TreeSet<>(map().keySet());
    }

    private ReplicatedMap<String, StoredScript> map() {
        return MEMBER.instance().getReplicatedMap(PREFIX + index.generation());
    }

    private static Set<String> storeNames() {
        ReplicatedMapService service =
                MEMBER.nodeEngine().getService(ReplicatedMapService.SERVICE_NAME);
        Set<String> names = new TreeSet<>();
        int partitions = MEMBER.nodeEngine().getPartitionService().getPartitionCount();
        for (int i = 0; i < partitions; i++) {
            names.addAll(service.getPartitionContainer(i).getStores().keySet());
        }
        return names;
    }

    private static byte[] source(int number) {
        return Ascii.bytes("return " + number);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
