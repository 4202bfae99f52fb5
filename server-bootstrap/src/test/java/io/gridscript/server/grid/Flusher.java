package io.gridscript.server.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Flushes all scripts and loads one again, in turn, on the members that survive, until stopped. It
 * looks on each of them whether the script is gone after a flush and there after a load. The member
 * that is about to die is not asked.
 */
final class Flusher implements AutoCloseable {

    private static final String MARKER = "return 'marker'";

    private final List<RespConnection> survivors = new ArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CompletableFuture<Void> running;
    private volatile boolean stopped;
    private int rounds;

    private Flusher(List<GridMember> survivors) throws IOException {
        for (GridMember member : survivors) {
            this.survivors.add(member.connect());
        }
        running = CompletableFuture.runAsync(this::run, task -> new Thread(task).start());
    }

    /** Starts one that is at work when this returns. */
    static Flusher start(List<GridMember> survivors) throws IOException, InterruptedException {
        Flusher flusher = new Flusher(survivors);
        flusher.begun.await();
        return flusher;
    }

    private void run() {
        try {
            while (!stopped) {
                round(survivors.get(rounds % survivors.size()), rounds % 2 == 0 ? "ASYNC" : "SYNC");
                rounds++;
                begun.countDown();
            }
        } catch (IOException broken) {
            throw new AssertionError("a survivor's connection broke", broken);
        } finally {
            begun.countDown();
        }
    }

    private void round(RespConnection asked, String mode) throws IOException {
        Object sha = asked.call("SCRIPT", "LOAD", MARKER);
        assertTrue(sha instanceof String, () -> "SCRIPT LOAD: " + sha);
        for (RespConnection survivor : survivors) {
            assertEquals("marker", survivor.call("EVALSHA", (String) sha, "0"));
        }
        assertEquals("OK", asked.call("SCRIPT", "FLUSH", mode));
        for (RespConnection survivor : survivors) {
            assertEquals(List.of(0L), survivor.call("SCRIPT", "EXISTS", (String) sha));
            Object reply = survivor.call("EVALSHA", (String) sha, "0");
            assertTrue(RespError.is("NOSCRIPT", reply), () -> "after " + mode + ": " + reply);
        }
    }

    /** Ends after the round in progress; fails if something was wrong. Returns how many it made. */
    int stop() {
        stopped = true;
        running.join();
        return rounds;
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        for (RespConnection survivor : survivors) {
            survivor.close();
        }
    }
}
