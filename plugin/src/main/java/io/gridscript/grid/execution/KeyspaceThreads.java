package io.gridscript.grid.execution;

import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gridscript's own threads: as many as cores, and a spare whenever work waits while every one of
 * them has been taken for a while, so that one endless script doesn't stop other keyspaces.
 */
public final class KeyspaceThreads implements AutoCloseable {

    /** Lua calls nest in Java's stack: Redis allows some 16000 of them. */
    public static final long STACK_BYTES = 64L << 20;

    private static final long SPARE_AFTER_MILLIS = 20;
    private static final long SPARE_STAYS_SECONDS = 10;

    private final int cores = Runtime.getRuntime().availableProcessors();
    private final ThreadPoolExecutor workers;
    private final ScheduledExecutorService timer;
    private final AtomicBoolean sparePending = new AtomicBoolean();

    /**
     * @param member name of the member, for the threads' names
     */
    public KeyspaceThreads(String member) {
        workers =
                new ThreadPoolExecutor(
                        cores,
                        cores,
                        SPARE_STAYS_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        named(member + ".gridscript.keyspace-", STACK_BYTES));
        ScheduledThreadPoolExecutor single =
                new ScheduledThreadPoolExecutor(1, named(member + ".gridscript.timer-", 0));
        single.setRemoveOnCancelPolicy(true);
        timer = single;
    }

    /** Runs a task soon, on a thread with a deep stack. */
    public void execute(Runnable task) {
        workers.execute(task);
        watchForStuck();
    }

    private void watchForStuck() {
        if (!workers.getQueue().isEmpty() && sparePending.compareAndSet(false, true)) {
            timer.schedule(this::startSpareIfStuck, SPARE_AFTER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Runs a short task later, on the timer's thread. */
    public Future<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return timer.schedule(task, delay, unit);
    }

    /** Runs a short task again and again, on the timer's thread. */
    public void repeat(Runnable task, long period, TimeUnit unit) {
        timer.scheduleWithFixedDelay(task, period, period, unit);
    }

    private void startSpareIfStuck() {
        sparePending.set(false);
        if (workers.getQueue().isEmpty()) {
            shrink();
        } else if (workers.getActiveCount() >= workers.getMaximumPoolSize()) {
            grow();
        }
        watchForStuck();
    }

    private void grow() {
        int size = workers.getMaximumPoolSize() + 1;
        workers.setMaximumPoolSize(size);
        workers.setCorePoolSize(size);
        timer.schedule(this::shrink, SPARE_STAYS_SECONDS, TimeUnit.SECONDS);
    }

    /** Lets spares go that have nothing to do. */
    private void shrink() {
        if (workers.getActiveCount() < cores && workers.getCorePoolSize() > cores) {
            workers.setCorePoolSize(cores);
            workers.setMaximumPoolSize(cores);
        } else if (workers.getCorePoolSize() > cores) {
            timer.schedule(this::shrink, SPARE_STAYS_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static ThreadFactory named(String prefix, long stackBytes) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            String name = prefix + number.incrementAndGet();
            Thread thread = new Thread(null, task, name, stackBytes);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        workers.shutdownNow();
        timer.shutdownNow();
    }
}
