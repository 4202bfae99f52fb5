package io.gridscript.server.grid;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts ids by plain commands in a pipeline. Each command stands for itself: where a connection
 * breaks, an id may have been counted up and the counter not.
 */
final class PipelinedCounting implements Work {

    private final Counting counting;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();

    PipelinedCounting(Counting counting) {
        this.counting = counting;
    }

    @Override
    public void round(RespConnection connection) throws IOException {
        List<String> ids = counting.ledger().open(Counting.PIPELINED);
        for (String id : ids) {
            connection.send("HINCRBY", counting.ledger().hash(), id, "1");
            connection.send("INCR", counting.counter());
        }
        sent.addAndGet(ids.size());
        connection.flush();
        long last = 0;
        for (String id : ids) {
            Counting.assertFirst(id, connection.read());
            counting.ledger().acknowledge(id);
            last = Counting.assertUp(last, connection.read());
            acknowledged.incrementAndGet();
        }
    }

    /** Fails unless every command that was acknowledged ran once, and no other more than once. */
    void verify(RespConnection connection) throws IOException {
        counting.verifyIds(connection);
        long count = counting.count(connection);
        assertTrue(
                acknowledged.get() <= count && count <= sent.get(),
                () ->
                        "the pipelines' counter is "
                                + count
                                + ", acknowledged were "
                                + acknowledged
                                + " of "
                                + sent);
    }
}
