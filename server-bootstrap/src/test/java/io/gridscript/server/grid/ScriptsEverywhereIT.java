package io.gridscript.server.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scripts are loaded and flushed for the whole grid, at once. */
class ScriptsEverywhereIT {

    private static final int ROUNDS = Integer.getInteger("test.rounds", 2000);
    private static final Duration RACE = Duration.ofSeconds(20);
    private static final long SEED = Long.getLong("test.seed", 29_460_176_185_661L);

    @RegisterExtension static final GridExtension GRIDS = new GridExtension(3);

    private final List<RespConnection> connections = new ArrayList<>();

    @BeforeEach
    void connect() throws IOException {
        for (GridMember member : grid().members()) {
            connections.add(member.connect());
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        for (RespConnection connection : connections) {
            connection.close();
        }
    }

    @Test
    void loadedScriptRunsOnEveryMemberAtOnce() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            RespConnection loading = connections.get(round % 3);
            String sha = (String) loading.call("SCRIPT", "LOAD", "return 'loaded " + round + "'");
            for (Object reply : askOthers(loading, "EVALSHA", sha, "0")) {
                assertEquals("loaded " + round, reply);
            }
        }
    }

    @Test
    void flushedScriptRunsOnNoMemberAnyMore() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            String sha =
                    (String)
                            connections
                                    .get(round % 3)
                                    .call("SCRIPT", "LOAD", "return 'flushed " + round + "'");
            RespConnection flushing = connections.get((round + 1) % 3);
            String mode = round % 2 == 0 ? "SYNC" : "ASYNC";
            assertEquals("OK", flushing.call("SCRIPT", "FLUSH", mode));
            String where = "round " + round + ", " + mode + ": ";
            for (Object reply : askOthers(flushing, "EVALSHA", sha, "0")) {
                assertTrue(RespError.is("NOSCRIPT", reply), () -> where + reply);
            }
            for (Object reply : askOthers(flushing, "SCRIPT", "EXISTS", sha)) {
                assertEquals(List.of(0L), reply, where);
            }
        }
    }

    /** Asks both other members at the same time. */
    private List<Object> askOthers(RespConnection one, String... words) throws IOException {
        List<Object> replies = new ArrayList<>();
        for (RespConnection connection : connections) {
            if (connection != one) {
                connection.send(words);
                connection.flush();
            }
        }
        for (RespConnection connection : connections) {
            if (connection != one) {
                replies.add(connection.read());
            }
        }
        return replies;
    }

    @Test
    void membersAgreeAfterLoadsFlushesAndEvalsFromAllSides() throws Exception {
        grid().note("seed " + SEED);
        Set<String> shas = new ConcurrentSkipListSet<>();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        long end = System.nanoTime() + RACE.toNanos();
        List<Thread> racing =
                IntStream.range(0, 3)
                        .mapToObj(i -> new Thread(() -> race(i, end, shas), "race on member " + i))
                        .toList();
        for (Thread thread : racing) {
            thread.setUncaughtExceptionHandler((failed, failure) -> failures.add(failure));
            thread.start();
        }
        for (Thread thread : racing) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("a client failed", failures.get(0));
        }
        assertTrue(shas.size() > 10, () -> "few scripts: " + shas);
        awaitAgreement(List.copyOf(shas));
    }

    private void race(int member, long end, Set<String> shas) {
        Random random = new Random(SEED + member);
        RespConnection connection = connections.get(member);
        try {
            while (System.nanoTime() - end < 0) {
                step(random, connection, shas);
            }
        } catch (IOException broken) {
            throw new AssertionError("connection to member " + member, broken);
        }
    }

    private static void step(Random random, RespConnection connection, Set<String> shas)
            throws IOException {
        int number = random.nextInt(40);
        String script = "return " + number;
        switch (random.nextInt(10)) {
            case 0 ->
                    assertEquals(
                            "OK",
                            connection.call(
                                    "SCRIPT", "FLUSH", random.nextBoolean() ? "SYNC" : "ASYNC"));
            case 1, 2, 3, 4 -> {
                Object sha = connection.call("SCRIPT", "LOAD", script);
                assertTrue(sha instanceof String, () -> "SCRIPT LOAD: " + sha);
                shas.add((String) sha);
            }
            default -> assertEquals((long) number, connection.call("EVAL", script, "0"));
        }
    }

    /** EVAL's scripts are published without anybody waiting, so agreement may take a moment. */
    private void awaitAgreement(List<String> shas) {
        String[] exists = new String[shas.size() + 2];
        exists[0] = "SCRIPT";
        exists[1] = "EXISTS";
        for (int i = 0; i < shas.size(); i++) {
            exists[i + 2] = shas.get(i);
        }
        Awaitility.await("agreement")
                .untilAsserted(
                        () -> {
                            Object first = connections.get(0).call(exists);
                            assertEquals(first, connections.get(1).call(exists));
                            assertEquals(first, connections.get(2).call(exists));
                            assertRunsWhatExists(shas, (List<?>) first);
                        });
    }

    private void assertRunsWhatExists(List<String> shas, List<?> exist) throws IOException {
        for (int i = 0; i < shas.size(); i++) {
            boolean exists = exist.get(i).equals(1L);
            for (RespConnection connection : connections) {
                Object reply = connection.call("EVALSHA", shas.get(i), "0");
                String what = shas.get(i) + ": " + exist.get(i) + ", then " + reply;
                assertEquals(exists, !RespError.is("NOSCRIPT", reply), what);
            }
        }
    }

    @Test
    void noRecordStoreOfAnOldGenerationIsLeftBehind() throws IOException {
        for (int round = 0; round < 1000; round++) {
            Object sha = connections.get(round % 3).call("SCRIPT", "LOAD", "return " + round);
            assertTrue(sha instanceof String, () -> "SCRIPT LOAD: " + sha);
            assertEquals("OK", connections.get((round + 1) % 3).call("SCRIPT", "FLUSH", "ASYNC"));
        }
        connections.get(0).call("SCRIPT", "LOAD", "return 'current'");
        Awaitility.await("one generation")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> {
                            Set<String> names = new TreeSet<>();
                            for (GridMember member : grid().members()) {
                                names.addAll(member.scriptStores());
                            }
                            assertEquals(1, names.size(), names::toString);
                        });
    }

    @Test
    void joinerRunsLoadedScriptsAsSoonAsItsPortIsOpen() throws Exception {
        List<String> shas = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            shas.add(
                    (String)
                            connections
                                    .get(i % 3)
                                    .call("SCRIPT", "LOAD", "return 'kept " + i + "'"));
        }
        GridMember joiner = grid().startMember();
        try (RespConnection first = joiner.awaitPort()) {
            for (int i = 0; i < shas.size(); i++) {
                assertEquals("kept " + i, first.call("EVALSHA", shas.get(i), "0"));
            }
        }
        grid().leave(joiner);
        grid().awaitSettled();
    }

    private static Grid grid() {
        return GRIDS.grid();
    }
}
