package io.gridscript.grid.authority;

import com.hazelcast.cluster.Member;
import com.hazelcast.spi.impl.executionservice.ExecutionService;
import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.message.MessageKind;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.reply.ErrorReply;
import io.gridscript.script.ScriptLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Keeps this member's lease: renews it in the background, and at once when somebody needs it and it
 * has run out.
 */
final class LeaseKeeper implements ScriptLease {

    private static final System.Logger LOGGER = System.getLogger(LeaseKeeper.class.getName());
    private static final ErrorReply NOBODY_GRANTS =
            ErrorReply.err(
                    "The script authority can't be reached, so this member doesn't know which"
                            + " scripts were flushed: try again, or use EVAL");

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long PAUSE_MILLIS = 20;

    /** A take-over may wait for a lease to run out. */
    private static final long PATIENCE_NANOS = Lease.NANOS + TimeUnit.SECONDS.toNanos(1);

    /** Somebody who needs the lease, and until when. */
    private record Waiting(long deadline, CompletableFuture<Void> result) {}

    private final Subscriber own;
    private final Seat seat;
    private final GridMessages messages;
    private final Participants participants;
    private final ExecutionService executors;
    private final List<Waiting> waiting = new ArrayList<>();
    private volatile boolean isLeaving;

    LeaseKeeper(
            Subscriber own,
            Seat seat,
            GridMessages messages,
            Participants participants,
            ExecutionService executors) {
        this.own = own;
        this.seat = seat;
        this.messages = messages;
        this.participants = participants;
        this.executors = executors;
    }

    @Override
    public boolean isValid() {
        return own.lease().isValid();
    }

    @Override
    public CompletionStage<Void> renew() {
        CompletableFuture<Void> result = new CompletableFuture<>();
        boolean first;
        synchronized (waiting) {
            first = waiting.isEmpty();
            waiting.add(new Waiting(System.nanoTime() + PATIENCE_NANOS, result));
        }
        if (first) {
            tryOnce();
        }
        return result;
    }

    private void tryOnce() {
        request(false).whenComplete((any, failure) -> tell());
    }

    /** All who wait get the lease, or those who have waited long enough that nobody grants it. */
    private void tell() {
        boolean valid = isValid();
        long now = System.nanoTime();
        List<Waiting> told = new ArrayList<>();
        boolean goesOn;
        synchronized (waiting) {
            for (Waiting each : waiting) {
                if (valid || now - each.deadline > 0) {
                    told.add(each);
                }
            }
            waiting.removeAll(told);
            goesOn = !waiting.isEmpty();
        }
        told.forEach(each -> end(each, valid));
        if (goesOn) {
            later();
        }
    }

    private static void end(Waiting waiter, boolean valid) {
        if (valid) {
            waiter.result.complete(null);
        } else {
            waiter.result.completeExceptionally(NOBODY_GRANTS);
        }
    }

    private void later() {
        try {
            executors.schedule(
                    GridMessages.EXECUTOR, this::tryOnce, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            List<Waiting> left;
            synchronized (waiting) {
                left = new ArrayList<>(waiting);
                waiting.clear();
            }
            left.forEach(each -> end(each, false));
        }
    }

    /** Renews it, whether it is still valid or not. */
    void tick() {
        if (!isLeaving || participants.isAuthority()) {
            request(false)
                    .whenComplete(
                            (any, failure) -> {
                                if (failure != null) {
                                    LOGGER.log(
                                            System.Logger.Level.DEBUG,
                                            "The lease was not renewed: {0}",
                                            failure.toString());
                                }
                            });
        }
    }

    /** Gives it up: nobody is going to ask this member any more. */
    void leave() {
        if (isLeaving) {
            return;
        }
        isLeaving = true;
        own.dropLease();
        CompletionStage<Void> told = request(true);
        told.exceptionally(
                failure -> {
                    LOGGER.log(
                            System.Logger.Level.DEBUG,
                            "The authority was not told: {0}",
                            failure.toString());
                    return null;
                });
    }

    private CompletionStage<Void> request(boolean isLast) {
        Member authority = participants.authority();
        if (authority == null) {
            return CompletableFuture.completedFuture(null);
        }
        if (authority.localMember()) {
            seat.confirm();
            return CompletableFuture.completedFuture(null);
        }
        long sent = System.nanoTime();
        byte[] renewal = StateWriter.renewal(own.renewal(isLast));
        return messages.send(authority, MessageKind.AUTHORITY_LEASE, renewal, TIMEOUT)
                .thenAccept(grant -> take(grant, sent));
    }

    private void take(byte[] bytes, long sent) {
        try {
            Renewal.Grant grant = StateReader.grant(bytes);
            if (grant.nanos() > 0) {
                own.extendLease(grant.term(), grant.sequence(), sent + grant.nanos());
            }
        } catch (CorruptInput e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "The script authority answers with {0}. Start this member again with the same"
                            + " Gridscript jar as the others",
                    e.getMessage());
        }
    }
}
