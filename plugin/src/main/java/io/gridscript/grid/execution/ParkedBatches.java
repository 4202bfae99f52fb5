package io.gridscript.grid.execution;

import io.gridscript.command.KeyWait;
import io.gridscript.grid.commit.GroupCommit;
import io.gridscript.grid.commit.SenderId;
import io.gridscript.keyspace.AwaitedKey;
import io.gridscript.keyspace.AwaitedKeys;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.Keyspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The batches of clients that wait for keys of a keyspace, with its owner. They hold nothing: after
 * each unit the holder lets those run for whom a key is ready, for each key in the order in which
 * they began to wait, as Redis's handleClientsBlockedOnKeys.
 *
 * <p>Where nothing else is said, a method is for the holder alone.
 */
public final class ParkedBatches {

    private final Keyspace keyspace;
    private final AwaitedKeys awaited;
    private final GroupCommit commit;
    private final KeyspaceThreads threads;
    private final Elsewhere elsewhere;
    private final Runnable callHolder;
    private final TreeSet<Parked> all = new TreeSet<>();
    private final Map<AwaitedKey, TreeSet<Parked>> byKey = new HashMap<>();
    private final Map<SenderId, Parked> bySender = new ConcurrentHashMap<>();

    /** Those whose wait has ended otherwise; any thread adds to them. */
    private final Queue<Parked> ended = new ConcurrentLinkedQueue<>();

    private long arrived;

    /**
     * @param elsewhere where they wait while the keyspace isn't here
     * @param callHolder makes somebody hold the keyspace for a moment, if nobody does
     */
    ParkedBatches(
            GroupCommit commit, KeyspaceThreads threads, Elsewhere elsewhere, Runnable callHolder) {
        this.commit = commit;
        this.threads = threads;
        this.elsewhere = elsewhere;
        this.callHolder = callHolder;
        keyspace = commit.copy().keyspace();
        awaited = keyspace.awaited();
    }

    /** Takes a batch whose unit has run and waits for keys. */
    void park(Batch batch) {
        KeyWait wait = batch.keyWait();
        List<AwaitedKey> keys = new ArrayList<>(wait.keys().size());
        Parked parked = new Parked(batch, keys, arrived++);
        int database = batch.connection().database();
        for (byte[] key : wait.keys()) {
            add(parked, awaited.await(database, key, wait.evenIfGone()));
        }
        all.add(parked);
        if (batch.origin() != null) {
            forgetFormer(bySender.put(batch.origin().sender(), parked));
        }
        if (parked.isTimed()) {
            parked.timer(
                    threads.schedule(
                            () -> end(parked, WaitState.TIMED_OUT),
                            Math.max(parked.millisLeft(), 0),
                            TimeUnit.MILLISECONDS));
        }
        batch.parked(parked);
        endIfDue(parked);
    }

    private void add(Parked parked, AwaitedKey key) {
        if (byKey.computeIfAbsent(key, any -> new TreeSet<>()).add(parked)) {
            parked.keys().add(key);
        } else {
            awaited.leave(key, parked.keyWait().evenIfGone());
        }
    }

    /** The same batch has come once more: nobody listens to what becomes of the former message. */
    private void forgetFormer(Parked former) {
        if (former != null && all.contains(former)) {
            remove(former);
            former.batch().origin().moved();
        }
    }

    /**
     * Lets those run for whom a key became ready, each as a unit with the time at which the first
     * begins; what they do may make more keys ready.
     */
    void serveReady() {
        keyspace.now(System.currentTimeMillis());
        for (AwaitedKey key = awaited.nextReady(); key != null; key = awaited.nextReady()) {
            TreeSet<Parked> waiting = byKey.get(key);
            if (waiting != null) {
                serve(key, waiting);
            }
        }
    }

    private void serve(AwaitedKey key, TreeSet<Parked> waiting) {
        Iterator<Parked> next = waiting.iterator();
        while (next.hasNext()) {
            Entry entry = keyspace.database(key.database()).unexpired(key.key());
            if (entry == null && !key.isAwaitedEvenIfGone()) {
                return;
            }
            Parked parked = next.next();
            if (parked.keyWait().wants(entry) && serve(parked)) {
                next.remove();
                remove(parked);
            }
        }
    }

    /** Whether it waits no longer. */
    private boolean serve(Parked parked) {
        if (!parked.begin()) {
            return false;
        }
        Batch batch = parked.batch();
        if (batch.isAbandoned()) {
            batch.answered();
            return true;
        }
        // The same batch may have run when it came as another message.
        batch.begin(commit.copy().answers());
        if (!batch.isDone()) {
            batch.runCurrent(keyspace, commit);
        }
        if (batch.isDone()) {
            commit.whenCommitted(batch::answered);
            return true;
        }
        parked.waitAgain();
        endIfDue(parked);
        return false;
    }

    /** Whatever was to end the wait while it could not be ended, or before it began. */
    private void endIfDue(Parked parked) {
        if (parked.batch().isAbandoned()) {
            end(parked, WaitState.WITHDRAWN);
        } else if (parked.isTimed() && parked.millisLeft() <= 0) {
            end(parked, WaitState.TIMED_OUT);
        }
    }

    /** The connection of a batch that may wait is closed; for any thread. */
    public void withdraw(Batch batch) {
        batch.withdraw();
        Parked parked = batch.parked();
        if (parked == null) {
            elsewhere.withdraw(batch);
        } else {
            end(parked, WaitState.WITHDRAWN);
        }
    }

    /**
     * Lets a batch of this member wait no longer; for any thread.
     *
     * @param withError whether its client gets an error, otherwise it is as if time were up
     * @return whether it waited
     */
    public CompletionStage<Boolean> unblock(Batch batch, boolean withError) {
        Parked parked = batch.parked();
        if (parked == null) {
            return elsewhere.unblock(batch, withError);
        }
        WaitState reason = withError ? WaitState.UNBLOCKED : WaitState.TIMED_OUT;
        return CompletableFuture.completedFuture(end(parked, reason));
    }

    /** Ends a wait unless something has already; for any thread. */
    private boolean end(Parked parked, WaitState reason) {
        if (!parked.end(reason)) {
            return false;
        }
        ended.add(parked);
        callHolder.run();
        return true;
    }

    /**
     * Ends the wait of a batch of another member; for any thread.
     *
     * @return whether it did; null when no such batch waits here
     */
    public Boolean end(SenderId sender, long sequence, WaitState reason) {
        Parked parked = bySender.get(sender);
        return parked == null || parked.batch().origin().sequence() != sequence
                ? null
                : (Boolean) end(parked, reason);
    }

    /** A member is gone, and all its connections with it; for any thread. */
    public void left(UUID member) {
        bySender.forEach(
                (sender, parked) -> {
                    if (sender.member().equals(member)) {
                        end(parked, WaitState.WITHDRAWN);
                    }
                });
    }

    /** Whether somebody's wait has ended that was not answered yet; for any thread. */
    boolean isAnyEnded() {
        return !ended.isEmpty();
    }

    /** Answers those whose wait has ended otherwise. */
    void answerEnded() {
        for (Parked parked = ended.poll(); parked != null; parked = ended.poll()) {
            if (all.contains(parked)) {
                remove(parked);
                answerEnded(parked);
            }
        }
    }

    private void answerEnded(Parked parked) {
        Batch batch = parked.batch();
        if (parked.state() != WaitState.WITHDRAWN) {
            batch.giveUp(parked.state() == WaitState.UNBLOCKED);
        }
        commit.whenCommitted(batch::answered);
    }

    /** The keyspace is elsewhere from now on: there they wait on. */
    void moveElsewhere() {
        answerEnded();
        for (Parked parked : List.copyOf(all)) {
            remove(parked);
            if (parked.begin()) {
                parked.batch().goOn(elsewhere);
            } else {
                answerEnded(parked);
            }
        }
    }

    private void remove(Parked parked) {
        parked.cancelTimer();
        all.remove(parked);
        for (AwaitedKey key : parked.keys()) {
            TreeSet<Parked> waiting = byKey.get(key);
            waiting.remove(parked);
            if (waiting.isEmpty()) {
                byKey.remove(key);
            }
            awaited.leave(key, parked.keyWait().evenIfGone());
        }
        Batch batch = parked.batch();
        batch.parked(null);
        if (batch.origin() != null) {
            bySender.remove(batch.origin().sender(), parked);
        }
    }
}
