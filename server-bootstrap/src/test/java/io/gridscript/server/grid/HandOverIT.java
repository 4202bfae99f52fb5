package io.gridscript.server.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gridscript.server.grid.Clients.Breaks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keyspace changes its owner, and nobody but the log tells. */
class HandOverIT {

    private static final int HASHES = 100;
    private static final int FIELDS = 100;
    private static final int STRINGS = 1000;
    private static final long SEED = Long.getLong("test.seed", 29_460_176_185_661L);

    @RegisterExtension final GridExtension grids = new GridExtension(3);

    private Clients clients;

    @AfterEach
    void stopClients() {
        if (clients != null) {
            clients.close();
        }
    }

    @Test
    void ownerLeavesAndComesBackWithoutClientsNoticing() throws Exception {
        Counting transactions = new Counting("transactions");
        Counting pipelines = new Counting("pipelines");
        PipelinedCounting pipelined = new PipelinedCounting(pipelines);
        GridMember owner = grid().owner();
        List<GridMember> staying = grid().membersBut(owner);
        clients = new Clients(() -> staying, Breaks.FAIL);
        clients.start(new TransactionalCounting(transactions));
        clients.start(pipelined);
        Awaitility.await().until(() -> pipelines.ledger().acknowledged() > 20);

        grid().leave(owner);
        clients.check();
        awaitAnotherHundred(pipelines.ledger());
        grid().join().close();
        grid().awaitBackedUp();
        awaitAnotherHundred(pipelines.ledger());

        clients.stop();
        grid().awaitSettled();
        assertEquals(0, transactions.ledger().unknown() + pipelines.ledger().unknown());
        for (GridMember member : grid().members()) {
            try (RespConnection connection = member.connect()) {
                transactions.verifyBoth(connection);
                pipelined.verify(connection);
            }
        }
    }

    private void awaitAnotherHundred(Ledger ledger) {
        long before = ledger.acknowledged();
        Awaitility.await("writes")
                .until(
                        () -> {
                            clients.check();
                            return ledger.acknowledged() > before + 100;
                        });
    }

    @Test
    void dataOfManyChunksMovesWhole() throws Exception {
        grid().note("seed " + SEED);
        fill(grid().bystander());
        grid().awaitSettled();
        Object digest = grid().owner().ask("DEBUG", "DIGEST");

        // In the end no member is left that the data was written to.
        for (GridMember member : grid().members()) {
            grid().leave(member);
            grid().join().close();
            grid().awaitSettled();
            for (GridMember now : grid().members()) {
                assertEquals(digest, now.ask("DEBUG", "DIGEST"), () -> "asked on " + now);
                assertEquals(HASHES + STRINGS + 1L, now.ask("DBSIZE"));
            }
        }
    }

    /** A service manager kills who takes too long to end: its backup must still have everything. */
    @Test
    void ownerKilledWhileItHandsOverLosesNothing() throws Exception {
        grid().note("seed " + SEED);
        fill(grid().bystander());
        Random random = new Random(SEED);
        for (int round = 0; round < 5; round++) {
            grid().awaitSettled();
            Object digest = grid().owner().ask("DEBUG", "DIGEST");
            GridMember owner = grid().owner();
            owner.beginToLeave();
            // Somewhere in its end, which takes some hundred milliseconds.
            Awaitility.await()
                    .pollDelay(Duration.ofMillis(1 + random.nextInt(300)))
                    .until(() -> true);
            grid().kill(owner);
            grid().awaitMembers();
            for (GridMember left : grid().members()) {
                assertEquals(digest, left.ask("DEBUG", "DIGEST"), () -> "asked on " + left);
            }
            grid().join().close();
        }
    }

    /** About 20 MB, with one value that is larger than a packet. */
    private static void fill(GridMember member) throws IOException {
        Random random = new Random(SEED);
        try (RespConnection connection = member.connect()) {
            for (int hash = 0; hash < HASHES; hash++) {
                String[] words = new String[2 + 2 * FIELDS];
                words[0] = "HSET";
                words[1] = "hash:" + hash;
                for (int field = 0; field < FIELDS; field++) {
                    words[2 + 2 * field] = "field:" + field;
                    words[3 + 2 * field] = text(random, 1000);
                }
                assertEquals((long) FIELDS, connection.call(words));
            }
            for (int string = 0; string < STRINGS; string++) {
                assertEquals("OK", connection.call("SET", "key:" + string, text(random, 5000)));
            }
            assertEquals("OK", connection.call("SET", "large", text(random, 5_000_000)));
        }
    }

    private static String text(Random random, int length) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaves", "is killed"})
    void watchOutlivesTheOwner(String how) throws Exception {
        GridMember owner = grid().owner();
        GridMember asked = grid().bystander();
        asked.ask("MSET", "kept", "1", "changed", "1");
        try (RespConnection untouched = asked.connect();
                RespConnection touched = asked.connect();
                RespConnection absent = asked.connect();
                RespConnection created = asked.connect()) {
            assertEquals("OK", untouched.call("WATCH", "kept"));
            assertEquals("OK", touched.call("WATCH", "changed"));
            assertEquals("OK", absent.call("WATCH", "absent"));
            assertEquals("OK", created.call("WATCH", "created"));

            if (how.equals("leaves")) {
                grid().leave(owner);
            } else {
                grid().kill(owner);
            }
            grid().awaitBackedUp();
            assertNotEquals(owner, grid().owner());
            GridMember other = grid().membersBut(asked).get(0);
            assertEquals("OK", other.ask("MSET", "changed", "2", "created", "1"));

            assertEquals(List.of("1"), transaction(untouched, "GET", "kept"));
            assertEquals(List.of(0L), transaction(absent, "EXISTS", "absent"));
            assertNull(transaction(touched, "GET", "changed"));
            assertNull(transaction(created, "GET", "created"));
        }
    }

    private static Object transaction(RespConnection connection, String... words)
            throws IOException {
        assertEquals("OK", connection.call("MULTI"));
        assertEquals("QUEUED", connection.call(words));
        return connection.call("EXEC");
    }

    private Grid grid() {
        return grids.grid();
    }
}
