package io.gridscript.grid.execution;

import io.gridscript.command.Unit;
import io.gridscript.grid.commit.GroupCommit;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.KeyspaceFigures;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A keyspace as an actor: a mailbox of batches and at most one holder, which runs each to its end.
 * A connection's own thread becomes the holder when nobody is and nothing waits; otherwise a batch
 * waits in the mailbox for one of Gridscript's threads.
 *
 * <p>Every member has the actor, and the keyspace is held here while this member owns it. What is
 * sent to it elsewhere goes on to the owner; what waits when the owner changes, too.
 */
public final class KeyspaceActor {

    private static final long RESERVING_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final Keyspace keyspace;
    private final GroupCommit commit;
    private final KeyspaceThreads threads;
    private final Elsewhere elsewhere;
    private final Queue<Batch> mailbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean held = new AtomicBoolean();
    private final LongUnit longUnit;
    private final ParkedBatches parked;
    private Batch current;

    /** Whether this member owns the keyspace; changed by holders. */
    private volatile boolean here;

    /** Whether somebody waits to hold the keyspace before anybody else does. */
    private volatile boolean reserved;

    /** Whether the current unit goes on, or starts again: its clock stays. */
    private boolean begun;

    /**
     * An actor for a keyspace that isn't here yet.
     *
     * @param elsewhere where batches go while it isn't
     */
    public KeyspaceActor(
            GroupCommit commit,
            KeyspaceThreads threads,
            BusyThreshold threshold,
            Elsewhere elsewhere) {
        this.keyspace = commit.copy().keyspace();
        this.commit = commit;
        this.threads = threads;
        this.elsewhere = elsewhere;
        longUnit = new LongUnit(threshold, threads, mailbox, this::enqueue);
        parked = new ParkedBatches(commit, threads, elsewhere, this::touch);
        commit.callHolderBy(this::touch);
    }

    /** For the holder only, but for statistics, which may be read askew. */
    public Keyspace keyspace() {
        return keyspace;
    }

    /** How what holders did gets committed. */
    public GroupCommit commit() {
        return commit;
    }

    /** Whether this member owns the keyspace; unless asked by the holder, that may change. */
    public boolean isHere() {
        return here;
    }

    /** The calling thread, the holder, lets others hold the keyspace here from now on, or not. */
    public void here(boolean owned) {
        here = owned;
        if (!owned) {
            commit.end();
            parked.moveElsewhere();
        }
    }

    /** Makes the calling thread the holder if nobody is and nothing waits. */
    public boolean tryHold() {
        if (!here || reserved || held.get() || !mailbox.isEmpty()) {
            return false;
        }
        if (!held.compareAndSet(false, true)) {
            return false;
        }
        if (!here) {
            held.set(false);
            return false;
        }
        return true;
    }

    /**
     * Makes the calling thread the holder before those that wait, whether the keyspace is here or
     * not.
     *
     * @param nanos waits for the present holder so long at most
     */
    public boolean reserve(long nanos) {
        long deadline = System.nanoTime() + nanos;
        reserved = true;
        boolean holding = held.compareAndSet(false, true);
        while (!holding && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(RESERVING_NANOS);
            holding = held.compareAndSet(false, true);
        }
        reserved = false;
        if (!holding) {
            wakeForMailbox();
        }
        return holding;
    }

    /** The calling thread, the holder, has run a unit to its end. */
    public void unitEnded() {
        commit.unitEnded();
        serveReady();
    }

    /** Those who wait for keys come before anybody else's unit. */
    private void serveReady() {
        if (keyspace.awaited().isAnyReady()) {
            parked.serveReady();
        }
    }

    /** The calling thread, the holder, lets go. */
    public void release() {
        if (here) {
            parked.answerEnded();
            commit.seal();
        }
        held.set(false);
        wakeForMailbox();
        if (commit.wantsHolder() || parked.isAnyEnded()) {
            touch();
        }
    }

    private void wakeForMailbox() {
        if (mailbox.isEmpty()) {
            return;
        }
        if (here) {
            wake();
        } else {
            redirect();
        }
    }

    /** Holds the keyspace for a moment if nobody does, so that what waits to be sent is sent. */
    private void touch() {
        if (here && !held.get() && held.compareAndSet(false, true)) {
            release();
        }
    }

    /** What waits goes where the keyspace is now. */
    private void redirect() {
        for (Batch batch = mailbox.poll(); batch != null; batch = mailbox.poll()) {
            batch.goOn(elsewhere);
        }
    }

    /**
     * The calling thread, the holder, lets a batch run next, before those that wait. The clock of
     * its first unit stays as it is.
     */
    public void handOver(Batch batch) {
        commit.sealAll();
        current = batch;
        begun = true;
        threads.execute(this::runMailbox);
    }

    /** Runs a batch after those that wait already, here or where the keyspace is. */
    public void enqueue(Batch batch) {
        if (!here) {
            batch.goOn(elsewhere);
            return;
        }
        mailbox.add(batch);
        if (!here) {
            redirect();
        } else if (!wake()) {
            longUnit.awaited();
        }
    }

    /** What is in the keyspace, while another member has it. */
    public CompletionStage<KeyspaceFigures> figuresElsewhere() {
        return elsewhere.figures();
    }

    /** A connection of this member sends nothing more. */
    public void closed(long connection) {
        elsewhere.closed(connection);
    }

    /** Those that wait for keys here. */
    public ParkedBatches parked() {
        return parked;
    }

    /** Whether the unit in progress has taken longer than busy-reply-threshold. */
    public boolean isBusy() {
        return longUnit.isBusy();
    }

    /** The keyspace's sequence when the last unit began that may take long. */
    public long sequenceBefore() {
        return longUnit.sequenceBefore();
    }

    private boolean wake() {
        if (!reserved && !held.get() && held.compareAndSet(false, true)) {
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
            if (done.keyWait() == null) {
                commit.whenCommitted(done::answered);
            } else {
                parked.park(done);
            }
            commit.seal();
        }
        release();
    }

    /** Also a batch that was handed over with the keyspace still held goes first. */
    private boolean nextBatch() {
        if (current == null && here && !reserved) {
            current = mailbox.poll();
            if (current != null) {
                current.begin(commit.copy().answers());
            }
        }
        return current != null;
    }

    /**
     * Whether the batch is done or waits for keys; otherwise it goes on later, with the keyspace
     * still held.
     */
    private boolean runCurrentBatch() {
        while (!current.isDone()) {
            CompletionStage<?> awaited = runUnit(current.current());
            if (awaited != null) {
                begun = true;
                awaited.whenComplete((any, failure) -> threads.execute(this::runMailbox));
                return false;
            }
            serveReady();
            if (current.keyWait() != null) {
                return true;
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
            return current.runCurrent(keyspace, commit);
        }
        commit.sealAll();
        longUnit.begin(keyspace.effects().sequence());
        try {
            return current.runCurrent(keyspace, commit);
        } finally {
            longUnit.end();
        }
    }
}
