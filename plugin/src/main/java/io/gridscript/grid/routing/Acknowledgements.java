package io.gridscript.grid.routing;

import com.hazelcast.internal.util.ConcurrencyUtil;
import com.hazelcast.spi.impl.NodeEngine;
import io.gridscript.grid.GridService;
import io.gridscript.grid.commit.Acknowledgement;
import io.gridscript.keyspace.WireOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Tells the keyspace's owner now and then of which batches it need not remember the answers. */
final class Acknowledgements {

    private final NodeEngine nodeEngine;
    private final int partition;
    private final Queue<Acknowledgement> unsent = new ConcurrentLinkedQueue<>();

    /**
     * @param partition the keyspace's
     */
    Acknowledgements(NodeEngine nodeEngine, int partition) {
        this.nodeEngine = nodeEngine;
        this.partition = partition;
    }

    void add(Acknowledgement acknowledgement) {
        unsent.add(acknowledgement);
    }

    /** Sends those that there are; after a failure they go with the next. */
    void send() {
        if (unsent.isEmpty()) {
            return;
        }
        WireOutput out = new WireOutput();
        List<Acknowledgement> sent = new ArrayList<>();
        for (Acknowledgement next = unsent.poll(); next != null; next = unsent.poll()) {
            next.writeTo(out);
            sent.add(next);
        }
        nodeEngine
                .getOperationService()
                .createInvocationBuilder(
                        GridService.NAME, new AcknowledgeOperation(out.toBytes()), partition)
                .setAsync()
                .invoke()
                .whenCompleteAsync(
                        (any, failure) -> {
                            if (failure != null) {
                                unsent.addAll(sent);
                            }
                        },
                        ConcurrencyUtil.CALLER_RUNS);
    }
}
