package io.gridscript.grid.routing;

import com.hazelcast.internal.util.ConcurrencyUtil;
import com.hazelcast.spi.impl.NodeEngine;
import io.gridscript.grid.GridService;
import io.gridscript.grid.commit.SenderId;
import io.gridscript.grid.execution.Batch;
import io.gridscript.grid.execution.KeyspaceThreads;
import io.gridscript.grid.execution.WaitState;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Batches of this member's connections that may wait for keys with the keyspace's owner, until they
 * are answered, and how their wait is ended there. Safe for all threads.
 */
final class BlockedBatches {

    private static final WaitState[] STATES = WaitState.values();
    private static final long RETRY_MILLIS = 50;
    private static final int UNBLOCKING_TRIES = 100;

    private record Sent(SenderId sender, long sequence) {}

    private final NodeEngine nodeEngine;
    private final KeyspaceThreads threads;
    private final int partition;
    private final Map<Batch, Sent> sent = new ConcurrentHashMap<>();

    BlockedBatches(NodeEngine nodeEngine, KeyspaceThreads threads, int partition) {
        this.nodeEngine = nodeEngine;
        this.threads = threads;
        this.partition = partition;
    }

    void sent(Batch batch, SenderId sender, long sequence) {
        batch.away();
        sent.put(batch, new Sent(sender, sequence));
        if (batch.isWithdrawn()) {
            withdraw(batch);
        }
    }

    void answered(Batch batch) {
        sent.remove(batch);
    }

    /**
     * The connection of a batch is closed. Its owner is told again and again until the batch has
     * come back, because it may be on its way from one owner to the next.
     */
    void withdraw(Batch batch) {
        Sent present = sent.get(batch);
        if (present != null && nodeEngine.isRunning()) {
            ask(present, WaitState.WITHDRAWN, (any, failure) -> later(() -> withdraw(batch)));
        }
    }

    /** The message of a batch whose connection is closed has failed: it isn't sent again. */
    void abandon(Batch batch) {
        Sent former = sent.remove(batch);
        batch.answered();
        if (former != null) {
            withdrawForGood(former);
        }
    }

    /** It may wait with its owner all the same. */
    private void withdrawForGood(Sent former) {
        if (nodeEngine.isRunning()) {
            ask(
                    former,
                    WaitState.WITHDRAWN,
                    (any, failure) -> {
                        if (failure != null) {
                            later(() -> withdrawForGood(former));
                        }
                    });
        }
    }

    CompletionStage<Boolean> unblock(Batch batch, boolean withError) {
        CompletableFuture<Boolean> unblocked = new CompletableFuture<>();
        WaitState reason = withError ? WaitState.UNBLOCKED : WaitState.TIMED_OUT;
        unblock(batch, reason, UNBLOCKING_TRIES, unblocked);
        return unblocked;
    }

    /** While it is on its way it is asked for again, but not for ever: it may be in a mailbox. */
    private void unblock(
            Batch batch, WaitState reason, int tries, CompletableFuture<Boolean> unblocked) {
        Sent present = sent.get(batch);
        if (present == null || tries == 0 || !nodeEngine.isRunning()) {
            unblocked.complete(false);
            return;
        }
        ask(
                present,
                reason,
                (ended, failure) -> {
                    if (ended == null) {
                        later(() -> unblock(batch, reason, tries - 1, unblocked));
                    } else {
                        unblocked.complete(ended);
                    }
                });
    }

    private void later(Runnable task) {
        threads.schedule(task, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void ask(Sent wait, WaitState reason, BiConsumer<Boolean, Throwable> whenAnswered) {
        WireOutput out = new WireOutput();
        wait.sender.writeTo(out);
        out.number(wait.sequence);
        out.octet(reason.ordinal());
        nodeEngine
                .getOperationService()
                .createInvocationBuilder(
                        GridService.NAME, new EndWaitOperation(out.toBytes()), partition)
                .setTryCount(1)
                .setAsync()
                .<Boolean>invoke()
                .whenCompleteAsync(whenAnswered, ConcurrencyUtil.CALLER_RUNS);
    }

    /** What the owner is asked for. */
    record Request(SenderId sender, long sequence, WaitState reason) {

        static Request read(byte[] bytes) throws CorruptInput {
            WireInput in = new WireInput(bytes);
            return new Request(
                    SenderId.read(in), in.number(), STATES[in.number(STATES.length - 1)]);
        }
    }
}
