package io.gridscript.server.grid;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;

/** Clients that work against members of a grid, each on a thread of its own, until stopped. */
final class Clients implements AutoCloseable {

    /**
     * Keeps the data small enough to be copied again and again, and leaves the members some CPU.
     */
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    /** After so many rounds a client goes to some other member: those that joined get clients. */
    private static final int ROUNDS_PER_CONNECTION = 100;

    private static final long PATIENCE_SECONDS = 90;

    /** What a client thinks of a connection that breaks. */
    enum Breaks {
        /** Members die: the client goes to another one. */
        EXPECTED,
        /** The client's member stays, and so must the connection. */
        FAIL
    }

    private final Supplier<List<GridMember>> members;
    private final Breaks breaks;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<CompletableFuture<Void>> running = new ArrayList<>();
    private volatile boolean hurried;
    private volatile boolean stopped;

    Clients(Supplier<List<GridMember>> members, Breaks breaks) {
        this.members = members;
        this.breaks = breaks;
    }

    /** Starts one more client. */
    void start(Work work) {
        running.add(CompletableFuture.runAsync(() -> run(work), threads));
    }

    private void run(Work work) {
        while (!stopped) {
            try (RespConnection connection = someone().connect()) {
                for (int i = 0; i < ROUNDS_PER_CONNECTION && !stopped; i++) {
                    work.round(connection);
                    if (!hurried) {
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                }
            } catch (IOException broken) {
                if (breaks == Breaks.FAIL) {
                    throw new AssertionError("a client's connection broke", broken);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private GridMember someone() {
        List<GridMember> all = members.get();
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }

    /** From now on every client always has commands under way. */
    void hurry() {
        hurried = true;
    }

    /** From now on clients pause between their rounds. */
    void calm() {
        hurried = false;
    }

    /** Fails if a client has. */
    void check() {
        for (CompletableFuture<Void> client : running) {
            if (client.isCompletedExceptionally()) {
                client.join();
            }
        }
    }

    /** Lets every client end its round; fails if one has failed or gets no reply. */
    void stop() throws InterruptedException {
        stopped = true;
        CompletableFuture<Void> all =
                CompletableFuture.allOf(running.toArray(CompletableFuture[]::new));
        try {
            all.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException stuck) {
            Assertions.fail("a client still waits for a reply", stuck);
        } catch (ExecutionException failed) {
            throw new AssertionError("a client failed", failed.getCause());
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdown();
    }
}
