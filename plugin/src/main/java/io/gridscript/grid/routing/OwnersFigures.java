package io.gridscript.grid.routing;

import com.hazelcast.internal.util.ConcurrencyUtil;
import com.hazelcast.spi.impl.NodeEngine;
import io.gridscript.grid.GridService;
import io.gridscript.grid.execution.KeyspaceThreads;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.KeyspaceFigures;
import io.gridscript.keyspace.WireInput;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Asks the owner of a keyspace what is in it, again and again until it is told. */
final class OwnersFigures {

    private static final long RETRY_MILLIS = 50;
    private static final long PAUSE_MILLIS = 20;

    private final NodeEngine nodeEngine;
    private final KeyspaceThreads threads;
    private final int partition;

    OwnersFigures(NodeEngine nodeEngine, KeyspaceThreads threads, int partition) {
        this.nodeEngine = nodeEngine;
        this.threads = threads;
        this.partition = partition;
    }

    CompletionStage<KeyspaceFigures> ask() {
        CompletableFuture<KeyspaceFigures> figures = new CompletableFuture<>();
        ask(figures);
        return figures;
    }

    private void ask(CompletableFuture<KeyspaceFigures> figures) {
        nodeEngine
                .getOperationService()
                .createInvocationBuilder(GridService.NAME, new FiguresOperation(), partition)
                .setTryPauseMillis(PAUSE_MILLIS)
                .setAsync()
                .<byte[]>invoke()
                .whenCompleteAsync(
                        (bytes, failure) -> {
                            if (failure == null) {
                                figures.complete(read(bytes));
                            } else if (nodeEngine.isRunning()) {
                                threads.schedule(
                                        () -> ask(figures), RETRY_MILLIS, TimeUnit.MILLISECONDS);
                            }
                        },
                        ConcurrencyUtil.CALLER_RUNS);
    }

    private static KeyspaceFigures read(byte[] bytes) {
        try {
            return KeyspaceFigures.read(new WireInput(bytes));
        } catch (CorruptInput e) {
            throw new IllegalStateException("Figures did not arrive as they were sent", e);
        }
    }
}
