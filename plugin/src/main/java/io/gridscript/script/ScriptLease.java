package io.gridscript.script;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * This member's right to trust its index: while it is valid, no flush is finished anywhere in the
 * grid that this index has not seen. A port, implemented by the grid room. Safe for all threads.
 */
public interface ScriptLease {

    /** Whether the index can be trusted now. Cheap: every EVALSHA asks. */
    boolean isValid();

    /**
     * Asks for the lease again, and for what was missed meanwhile.
     *
     * @return completes when it is valid, exceptionally with an {@link
     *     io.gridscript.reply.ErrorReply} when nobody grants it
     */
    CompletionStage<Void> renew();

    /**
     * An answer from the index: at once while the lease is valid, else when it has been renewed.
     */
    default <T> CompletionStage<T> trusting(Supplier<T> answer) {
        return isValid()
                ? CompletableFuture.completedFuture(answer.get())
                : renew().thenApply(any -> answer.get());
    }
}
