package io.gridscript.jcache;

import io.gridscript.reply.ReplyWriter;
import io.gridscript.resp.ReplyTaker;
import java.util.concurrent.CompletableFuture;

/** A reply on its way to code of this JVM. */
public final class PendingReply implements ReplyTaker {

    private final JavaReply reply;
    private final CompletableFuture<Void> arrival = new CompletableFuture<>();

    /**
     * @param reply takes it
     */
    public PendingReply(JavaReply reply) {
        this.reply = reply;
    }

    /** Completes when it is written, or exceptionally when it is lost. */
    public CompletableFuture<Void> arrival() {
        return arrival;
    }

    @Override
    public ReplyWriter writer() {
        return reply;
    }

    @Override
    public boolean isComplete() {
        return reply.isComplete();
    }

    @Override
    public void complete() {
        arrival.complete(null);
    }

    @Override
    public void lost() {
        arrival.completeExceptionally(
                new IllegalStateException(
                        "This member's Gridscript closed before it answered; what was asked for may"
                                + " have happened or not"));
    }
}
