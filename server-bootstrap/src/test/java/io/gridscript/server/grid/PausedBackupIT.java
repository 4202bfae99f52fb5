package io.gridscript.server.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.server.grid.Clients.Breaks;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The member that holds the backup stands still for longer than its lease on scripts and shorter
 * than Hazelcast waits for heartbeats, and goes on as if nothing had happened.
 */
class PausedBackupIT {

    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final String MARK = "return redis.call('SET', KEYS[1], 'ran')";

    @RegisterExtension final GridExtension grids = new GridExtension(3);

    private final Ledger ledger = new Ledger("paused");
    private final TimedWrites writes = new TimedWrites(ledger);

    private Clients clients;

    @AfterEach
    void stopClients() {
        if (clients != null) {
            clients.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ASYNC", "SYNC"})
    void writesWaitForItFlushesDoNotAndItNeverRunsWhatWasFlushed(String mode) throws Exception {
        GridMember authority = grid().awaitAuthorityOutsideBackup();
        GridMember paused = grid().backup();
        List<GridMember> awake = grid().membersBut(paused);
        assertNotEquals(paused, authority);
        String sha = (String) authority.ask("SCRIPT", "LOAD", MARK);
        clients = new Clients(() -> awake, Breaks.FAIL);
        for (int i = 0; i < 4; i++) {
            clients.start(writes);
        }
        Awaitility.await("writes").until(() -> ledger.acknowledged() > 20);

        try (RespConnection beforeFlush = paused.connect();
                RespConnection afterFlush = paused.connect();
                RespConnection flushing = awake.get(1).connect()) {
            grid().note("stop " + paused);
            paused.pause();
            long stopped = System.nanoTime();
            beforeFlush.send("EVALSHA", sha, "1", "mark");
            beforeFlush.flush();

            flush(flushing, mode);
            grid().note(mode + " flush took " + Duration.ofNanos(System.nanoTime() - stopped));
            for (GridMember member : awake) {
                assertEquals(List.of(0L), member.ask("SCRIPT", "EXISTS", sha));
            }
            afterFlush.send("EVALSHA", sha, "1", "mark");
            afterFlush.flush();

            try (RespConnection connectedMeanwhile = paused.connect()) {
                connectedMeanwhile.send("EVALSHA", sha, "1", "mark");
                connectedMeanwhile.flush();
                awaitPassed(stopped + PAUSE.toNanos());
                grid().awaitMembers();

                long resumed = System.nanoTime();
                paused.resume();
                grid().note("continued");
                for (RespConnection waiting :
                        List.of(beforeFlush, afterFlush, connectedMeanwhile)) {
                    Object reply = waiting.read();
                    assertTrue(RespError.is("NOSCRIPT", reply), () -> "woken: " + reply);
                }
                assertEquals(List.of(), writes.within(stopped, resumed));
                Awaitility.await("writes that waited for the backup")
                        .until(() -> writes.hasOutlasted(resumed));
            }
        }
        clients.stop();
        grid().awaitSettled();
        verify(paused);

        // What only the backup has now must be all.
        grid().kill(grid().owner());
        grid().awaitSettled();
        verify(paused);
    }

    private static void flush(RespConnection connection, String mode) throws IOException {
        connection.timeOutAfter(PAUSE.minusSeconds(2));
        try {
            assertEquals("OK", connection.call("SCRIPT", "FLUSH", mode));
        } catch (SocketTimeoutException waiting) {
            throw new AssertionError(
                    "SCRIPT FLUSH " + mode + " waits for the member that stands still", waiting);
        }
    }

    /** Time is the subject here: the pause has to be that long. */
    private void awaitPassed(long deadline) {
        Awaitility.await("the end of the pause")
                .atMost(PAUSE.multipliedBy(2))
                .until(
                        () -> {
                            clients.check();
                            return System.nanoTime() - deadline > 0;
                        });
    }

    private void verify(GridMember member) throws Exception {
        try (RespConnection connection = member.connect()) {
            Counting.verifyIds(connection, ledger);
            assertEquals(0L, connection.call("EXISTS", "mark"), "a flushed script ran");
        }
    }

    private Grid grid() {
        return grids.grid();
    }
}
