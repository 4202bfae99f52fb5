package io.gridscript.grid.execution;

import io.gridscript.keyspace.KeyspaceFigures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where batches go for a keyspace that another member owns. A port: implemented by routing. */
public interface Elsewhere {

    /** Nowhere: for a keyspace that is always here. */
    Elsewhere NOWHERE =
            batch -> {
                throw new IllegalStateException("a keyspace that should be here isn't");
            };

    /** Lets a batch of a connection of this member run where the keyspace is. */
    void send(Batch batch);

    /** What is in the keyspace, as its owner tells. */
    default CompletionStage<KeyspaceFigures> figures() {
        return CompletableFuture.failedStage(new IllegalStateException("the keyspace is here"));
    }

    /** A connection of this member sends nothing more. */
    default void closed(long connection) {}

    /** The connection of a batch is closed. */
    default void withdraw(Batch batch) {}

    /**
     * Lets a batch wait for keys no longer.
     *
     * @param withError whether its client gets an error, otherwise it is as if time were up
     * @return whether it waited
     */
    default CompletionStage<Boolean> unblock(Batch batch, boolean withError) {
        return CompletableFuture.completedFuture(false);
    }
}
