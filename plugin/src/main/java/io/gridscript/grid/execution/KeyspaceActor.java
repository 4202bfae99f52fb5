package io.gridscript.grid.execution;

import io.gridscript.command.Unit;
import io.gridscript.keyspace.Keyspace;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A keyspace as an actor: a mailbox of batches and at most one holder, which runs each to its end.
 * A connection's own thread becomes the holder when nobody is and nothing waits; otherwise a batch
 * waits in the mailbox for one of Gridscript's threads.
 */
public final class KeyspaceActor {

    private static final long NOT_LONG = 0;
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Keyspace keyspace;
    private final KeyspaceThreads threads;
    private final BusyThreshold threshold;
    private final Queue<Batch> mailbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean held = new AtomicBoolean();
    private final AtomicBoolean watched = new AtomicBoolean();
    private Batch current;

    /** Whether the current unit goes on, or starts again: its clock stays. */
    private boolean begun;

    /** System.nanoTime() at which a unit began that may take long, or NOT_LONG. */
    private volatile long longSince = NOT_LONG;

    /** The keyspace's sequence when that unit began. */
    private volatile long sequenceBefore;

    public KeyspaceActor(Keyspace keyspace, KeyspaceThreads threads, BusyThreshold threshold) {
        this.keyspace = keyspace;
        this.threads = threads;
        this.threshold = threshold;
    }

    /** For the holder only, but for statistics, which may be read askew. */
    public Keyspace keyspace() {
        return keyspace;
    }

    /** Makes the calling thread the holder if nobody is and nothing waits. */
    public boolean tryHold() {
        return !held.get() && mailbox.isEmpty() && held.compareAndSet(false, true);
    }

    /** The calling thread, the holder, lets go. */
    public void release() {
        held.set(false);
        if (!mailbox.isEmpty()) {
            wake();
        }
    }

    /**
     * The calling thread, the holder, lets a batch run next, before those that wait. The clock of
     * its first unit stays as it is.
     */
    public void handOver(Batch batch) {
        current = batch;
        begun = true;
        threads.execute(this::runMailbox);
    }

    /** Runs a batch after those that wait already. */
    public void enqueue(Batch batch) {
        mailbox.add(batch);
        if (!wake() && longSince != NOT_LONG) {
            watchForBusy();
        }
    }

    /** Whether the unit in progress has taken longer than busy-reply-threshold. */
    public boolean isBusy() {
        long since = longSince;
        return since != NOT_LONG && threshold.isPassed(System.nanoTime() - since);
    }

    /** The keyspace's sequence when the last unit began that may take long. */
    public long sequenceBefore() {
        return sequenceBefore;
    }

    private boolean wake() {
        if (!held.get() && held.compareAndSet(false, true)) {
            threads.execute(this::runMailbox);
            return true;
        }
        return false;
    }

    private void runMailbox() {
        while (nextBatch()) {
            if (!runCurrentBatch()) {
                return;
            }
            Batch done = current;
            current = null;
            done.answered();
        }
        release();
    }

    private boolean nextBatch() {
        if (current == null) {
            current = mailbox.poll();
        }
        return current != null;
    }

    /** Whether the batch is done; otherwise it goes on later, with the keyspace still held. */
    private boolean runCurrentBatch() {
        while (!current.isDone()) {
            CompletionStage<?> awaited = runUnit(current.current());
            if (awaited != null) {
                begun = true;
                awaited.whenComplete((any, failure) -> threads.execute(this::runMailbox));
                return false;
            }
        }
        return true;
    }

    private CompletionStage<?> runUnit(Unit unit) {
        if (!begun) {
            keyspace.now(System.currentTimeMillis());
        }
        begun = false;
        if (!unit.mayTakeLong()) {
            return current.runCurrent(keyspace);
        }
        long now = System.nanoTime();
        sequenceBefore = keyspace.effects().sequence();
        longSince = now == NOT_LONG ? 1 : now;
        if (!mailbox.isEmpty()) {
            watchForBusy();
        }
        try {
            return current.runCurrent(keyspace);
        } finally {
            longSince = NOT_LONG;
        }
    }

    /**
     * Looks at the threshold whether those who wait are to be told BUSY, and now and then before,
     * because the threshold may be lowered meanwhile.
     */
    private void watchForBusy() {
        if (watched.compareAndSet(false, true)) {
            long left = threshold.nanoseconds() - (System.nanoTime() - longSince);
            long delay = threshold.isSet() ? Math.max(left, 0) + 1 : LOOK_AGAIN_NANOS;
            threads.schedule(
                    this::refuseIfBusy, Math.min(delay, LOOK_AGAIN_NANOS), TimeUnit.NANOSECONDS);
        }
    }

    private void refuseIfBusy() {
        watched.set(false);
        long since = longSince;
        if (isBusy()) {
            refuseThoseWaitingFor(since);
        } else if (longSince != NOT_LONG && !mailbox.isEmpty()) {
            watchForBusy();
        }
    }

    private void refuseThoseWaitingFor(long since) {
        long sequence = sequenceBefore;
        for (Batch batch = mailbox.poll(); batch != null; batch = mailbox.poll()) {
            if (longSince != since) {
                // It may have come when the unit was done already: it waits for something else.
                enqueue(batch);
                return;
            }
            batch.refuse(threshold.busy(), sequence);
        }
    }
}
