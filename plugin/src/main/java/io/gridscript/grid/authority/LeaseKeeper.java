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

    private final Subscriber own;
    private final Seat seat;
    private final GridMessages messages;
    private final Participants participants;
    private final ExecutionService executors;
    private CompletableFuture<Void> needed;
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
        CompletableFuture<Void> result;
        synchronized (this) {
            if (needed != null) {
                return needed;
            }
            result = new CompletableFuture<>();
            needed = result;
        }
        tryUntil(System.nanoTime() + PATIENCE_NANOS, result);
        return result;
    }

    private void tryUntil(long deadline, CompletableFuture<Void> result) {
        request(false)
                .whenComplete(
                        (any, failure) -> {
                            if (isValid()) {
                                end(result, null);
                            } else if (System.nanoTime() - deadline > 0) {
                                end(result, NOBODY_GRANTS);
                            } else {
                                later(deadline, result);
                            }
                        });
    }

    private void later(long deadline, CompletableFuture<Void> result) {
        try {
            executors.schedule(
                    GridMessages.EXECUTOR,
                    () -> tryUntil(deadline, result),
                    PAUSE_MILLIS,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            end(result, NOBODY_GRANTS);
        }
    }

    private void end(CompletableFuture<Void> result, ErrorReply error) {
        synchronized (this) {
            needed = null;
        }
        if (error == null) {
            result.complete(null);
        } else {
            result.completeExceptionally(error);
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
