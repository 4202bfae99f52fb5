package io.gridscript.grid.commit;

import io.gridscript.keyspace.EffectWriter;
import io.gridscript.keyspace.Effects;
import io.gridscript.keyspace.Keyspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Commits what holders of a keyspace did: one record is on its way to the backups at a time, and
 * what is done meanwhile goes with the next. Nothing that could have seen an effect leaves before
 * the backups have that effect.
 *
 * <p>Where nothing else is said, a method is for the holder alone.
 */
public final class GroupCommit {

    /** A record gets about so large, beyond what a single run makes of it. */
    private static final int RECORD_BYTES = 1 << 20;

    private record Sealed(byte[] record, long changes) {}

    private final KeyspaceCopy copy;
    private final Keyspace keyspace;
    private final EffectWriter writer;
    private final Backups backups;
    private final Queue<Acknowledgement> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Sealed> sealed = new ConcurrentLinkedQueue<>();
    private final Waiters waiters = new Waiters(this::isCommitted);
    private final AtomicBoolean sending = new AtomicBoolean();
    private Map<SenderId, Remembered> answers = new LinkedHashMap<>();
    private List<Acknowledgement> received = new ArrayList<>();
    private Runnable callHolder = () -> {};
    private Following following = Following.NOBODY;

    /** Whether there are backups to be told. */
    private volatile boolean replicating;

    /** Whether something waits here that only a holder can seal. */
    private volatile boolean open;

    /** Counts what must be committed. */
    private volatile long changes;

    /** How many of the changes the backups have. */
    private volatile long committed;

    private long watchesBegun;

    public GroupCommit(KeyspaceCopy copy, Backups backups) {
        this.copy = copy;
        this.backups = backups;
        keyspace = copy.keyspace();
        writer = new EffectWriter(keyspace);
    }

    /**
     * Sets what makes somebody hold the keyspace for a moment, if nobody does; called on any thread
     * when a record has arrived while the next is waiting. To be set before anything else.
     */
    public void callHolderBy(Runnable call) {
        callHolder = call;
    }

    /** Says who follows the keyspace beside backups. To be set before anything else. */
    public void followedBy(Following replicas) {
        following = replicas;
    }

    public KeyspaceCopy copy() {
        return copy;
    }

    /**
     * Begins to tell backups, or ends it, which takes that they have everything.
     *
     * @return whether that is so now
     */
    public boolean replicate(boolean on) {
        if (on == replicating) {
            return true;
        }
        if (on) {
            // Whether backups have what there is already, the first record tells.
            changed();
            keyspace.effects().keep();
            replicating = true;
        } else if (isSettled()) {
            replicating = false;
            keyspace.effects().forget();
        }
        return on == replicating;
    }

    /**
     * Does something, on any thread, once the unit in progress has ended and the backups have its
     * effects; in the order of units and, within one, of calls.
     */
    public void afterUnit(Runnable action) {
        keyspace.outbox().add(action);
    }

    /** A unit has ended, and what it did is final. */
    public void unitEnded() {
        if (replicating) {
            addEffects();
        }
        if (keyspace.propagation() != null) {
            following.unitEnded();
        }
        List<Runnable> actions = keyspace.outbox().take();
        if (!actions.isEmpty()) {
            whenCommitted(() -> actions.forEach(Runnable::run));
        }
    }

    private void addEffects() {
        if (watchesBegun != keyspace.watchesBegun()) {
            watchesBegun = keyspace.watchesBegun();
            changed();
        }
        Effects effects = keyspace.effects();
        if (effects.kept().isEmpty()) {
            return;
        }
        writer.add();
        effects.takenOver();
        changed();
        if (writer.sizeInBytes() > RECORD_BYTES) {
            sealAll();
        }
    }

    /** By the holder alone. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void changed() {
        changes++;
        open = true;
    }

    /** What a batch of a sender was answered, together with the effects of its last unit. */
    public void remember(SenderId sender, Remembered remembered) {
        copy.answers().remember(sender, remembered);
        if (replicating) {
            answers.put(sender, remembered);
            open = true;
        }
    }

    /** What need not be remembered any more; for any thread. */
    public void acknowledge(Acknowledgement acknowledgement) {
        acknowledged.add(acknowledgement);
    }

    /** Forgets the answers to senders on members that are gone. */
    public void forgetAllBut(Predicate<UUID> present) {
        for (UUID member : copy.answers().members()) {
            if (!present.test(member)) {
                acknowledge(new Acknowledgement.Left(member));
            }
        }
    }

    /** Whether the backups have all effects that there are, and nobody waits for that any more. */
    public boolean isCommitted() {
        return isCommitted(changes) && waiters.isDrained();
    }

    /** For any thread. */
    private boolean isCommitted(long theirs) {
        return !replicating || committed >= theirs;
    }

    /** Whether nothing waits and nothing is on its way. */
    public boolean isSettled() {
        return !replicating || !open && sealed.isEmpty() && !sending.get() && committed >= changes;
    }

    /**
     * Does something, on any thread, once the backups have all effects that there are now. What is
     * asked for first is done first.
     */
    public void whenCommitted(Runnable action) {
        if (!replicating && waiters.isDrained()) {
            action.run();
            return;
        }
        waiters.add(changes, action);
    }

    /** Sends what waits, unless a record is on its way: then it goes with the next. */
    public void seal() {
        if (!acknowledged.isEmpty()) {
            takeAcknowledgements();
        }
        if (open && !sending.get()) {
            sealOpen();
        }
    }

    /** Lets all that waits go out, whether a record is on its way or not. */
    public void sealAll() {
        if (open) {
            sealOpen();
        }
    }

    /** Sends a record even if there is nothing to say, by which backups prove to be in step. */
    public void probe() {
        if (replicating && !sending.get() && sealed.isEmpty()) {
            open = true;
            seal();
        }
    }

    /** Whether somebody should hold the keyspace for a moment; for any thread. */
    public boolean wantsHolder() {
        return open && !sending.get();
    }

    /**
     * This member is the keyspace's owner no longer: nothing more is sent. Whoever still waits, as
     * after a split brain, waits in vain: what it saw is gone.
     */
    public void end() {
        following.end();
        waiters.clear();
        if (replicating) {
            replicating = false;
            keyspace.effects().forget();
        }
        if (!writer.isEmpty()) {
            writer.finish();
        }
        answers = new LinkedHashMap<>();
        received = new ArrayList<>();
        acknowledged.clear();
        open = false;
        sealed.clear();
    }

    private void takeAcknowledgements() {
        List<Acknowledgement> taken = new ArrayList<>();
        for (Acknowledgement next = acknowledged.poll(); next != null; next = acknowledged.poll()) {
            taken.add(next);
            next.applyTo(copy.answers());
        }
        if (replicating) {
            received.addAll(taken);
            open = true;
        }
    }

    private void sealOpen() {
        CommitRecord record = new CommitRecord(writer.finish(), answers, received);
        answers = new LinkedHashMap<>();
        received = new ArrayList<>();
        open = false;
        sealed.add(new Sealed(record.toBytes(), changes));
        sendNext();
    }

    /** For any thread. */
    private void sendNext() {
        while (!sealed.isEmpty() && sending.compareAndSet(false, true)) {
            Sealed next = sealed.poll();
            if (next == null) {
                sending.set(false);
            } else {
                backups.send(next.record, () -> stored(next.changes));
                return;
            }
        }
    }

    private void stored(long theirs) {
        committed = theirs;
        sending.set(false);
        sendNext();
        waiters.runCommitted();
        if (wantsHolder()) {
            callHolder.run();
        }
    }
}
