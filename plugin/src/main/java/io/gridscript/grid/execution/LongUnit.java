package io.gridscript.grid.execution;

import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The unit in progress, when it is one that may take long: whether it has taken longer than
 * busy-reply-threshold, and what becomes then of those who wait for it. Begun and ended by the
 * holder, everything else is for any thread.
 */
final class LongUnit {

    private static final long NONE = 0;
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final BusyThreshold threshold;
    private final KeyspaceThreads threads;
    private final Queue<Batch> mailbox;
    private final Consumer<Batch> enqueue;
    private final AtomicBoolean watched = new AtomicBoolean();

    /** System.nanoTime() at which it began, or NONE. */
    private volatile long since = NONE;

    /** The keyspace's sequence when it began, or the last one did. */
    private volatile long sequenceBefore;

    /**
     * @param mailbox of those who wait
     * @param enqueue takes one of them back
     */
    LongUnit(
            BusyThreshold threshold,
            KeyspaceThreads threads,
            Queue<Batch> mailbox,
            Consumer<Batch> enqueue) {
        this.threshold = threshold;
        this.threads = threads;
        this.mailbox = mailbox;
        this.enqueue = enqueue;
    }

    /** One begins, with the keyspace at that sequence. */
    void begin(long sequence) {
        long now = System.nanoTime();
        sequenceBefore = sequence;
        since = now == NONE ? 1 : now;
        if (!mailbox.isEmpty()) {
            watch();
        }
    }

    /** It has ended. */
    void end() {
        since = NONE;
    }

    /** Whether it has taken longer than the threshold. */
    boolean isBusy() {
        long began = since;
        return began != NONE && threshold.isPassed(System.nanoTime() - began);
    }

    /** The keyspace's sequence when the last one began. */
    long sequenceBefore() {
        return sequenceBefore;
    }

    /** Somebody waits: for this unit, if there is one. */
    void awaited() {
        if (since != NONE) {
            watch();
        }
    }

    /**
     * Looks at the threshold whether those who wait are to be told BUSY, and now and then before,
     * because the threshold may be lowered meanwhile.
     */
    private void watch() {
        if (watched.compareAndSet(false, true)) {
            long left = threshold.nanoseconds() - (System.nanoTime() - since);
            long delay = threshold.isSet() ? Math.max(left, 0) + 1 : LOOK_AGAIN_NANOS;
            threads.schedule(
                    this::refuseIfBusy, Math.min(delay, LOOK_AGAIN_NANOS), TimeUnit.NANOSECONDS);
        }
    }

    private void refuseIfBusy() {
        watched.set(false);
        long began = since;
        if (isBusy()) {
            refuseThoseWaitingFor(began);
        } else if (since != NONE && !mailbox.isEmpty()) {
            watch();
        }
    }

    private void refuseThoseWaitingFor(long began) {
        long sequence = sequenceBefore;
        for (Batch batch = mailbox.poll(); batch != null; batch = mailbox.poll()) {
            if (since != began) {
                // It may have come when the unit was done already: it waits for something else.
                enqueue.accept(batch);
                return;
            }
            batch.refuse(threshold.busy(), sequence);
        }
    }
}
