package io.gridscript.grid.authority;

import com.hazelcast.cluster.Member;
import com.hazelcast.spi.impl.executionservice.ExecutionService;
import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.message.MessageKind;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.reply.ErrorReply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Brings requests to whoever is the authority, again and again until it says what came of them,
 * though it change meanwhile.
 */
final class Inquiries {

    /** Longer than the authority waits for those that lag. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE_MILLIS = 20;

    private static final ErrorReply NO_ANSWER =
            ErrorReply.err(
                    "the script authority does not answer, so the change may hold on some members"
                            + " only: try again");

    /** What a request ends with that expects another state. */
    static final ErrorReply STALE = ErrorReply.err("the state has changed: try again");

    private final Seat seat;
    private final GridMessages messages;
    private final Participants participants;
    private final ExecutionService executors;

    Inquiries(
            Seat seat,
            GridMessages messages,
            Participants participants,
            ExecutionService executors) {
        this.seat = seat;
        this.messages = messages;
        this.participants = participants;
        this.executors = executors;
    }

    /**
     * Has a request done.
     *
     * @return completes when it holds everywhere, or exceptionally with an {@link ErrorReply}
     */
    CompletionStage<Void> ask(Request request) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        ask(request, System.nanoTime() + PATIENCE_NANOS, result);
        return result;
    }

    private void ask(Request request, long deadline, CompletableFuture<Void> result) {
        outcome(request)
                .whenComplete(
                        (outcome, failure) -> {
                            if (outcome instanceof Outcome.Done) {
                                result.complete(null);
                            } else if (outcome instanceof Outcome.Failed failed) {
                                result.completeExceptionally(ErrorReply.of(failed.error()));
                            } else if (outcome instanceof Outcome.Stale) {
                                result.completeExceptionally(STALE);
                            } else if (System.nanoTime() - deadline > 0) {
                                result.completeExceptionally(NO_ANSWER);
                            } else {
                                later(request, deadline, result);
                            }
                        });
    }

    private CompletionStage<Outcome> outcome(Request request) {
        Member authority = participants.authority();
        if (authority == null) {
            return CompletableFuture.completedFuture(Outcome.NOT_SERVING);
        }
        if (authority.localMember()) {
            return seat.submit(request, true);
        }
        return messages.send(
                        authority,
                        MessageKind.AUTHORITY_REQUEST,
                        StateWriter.request(request),
                        TIMEOUT)
                .thenApply(Inquiries::read);
    }

    private static Outcome read(byte[] bytes) {
        try {
            return StateReader.outcome(bytes);
        } catch (CorruptInput e) {
            throw new CompletionException(e);
        }
    }

    private void later(Request request, long deadline, CompletableFuture<Void> result) {
        try {
            executors.schedule(
                    GridMessages.EXECUTOR,
                    () -> ask(request, deadline, result),
                    PAUSE_MILLIS,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(NO_ANSWER);
        }
    }
}
