package io.gridscript.server.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;

/** Counts ids by MULTI and EXEC: id and counter go up together or not at all. */
final class TransactionalCounting implements Work {

    private final Counting counting;

    TransactionalCounting(Counting counting) {
        this.counting = counting;
    }

    @Override
    public void round(RespConnection connection) throws IOException {
        List<String> ids = counting.ledger().open(Counting.PIPELINED);
        for (String id : ids) {
            connection.send("MULTI");
            connection.send("HINCRBY", counting.ledger().hash(), id, "1");
            connection.send("INCR", counting.counter());
            connection.send("EXEC");
        }
        connection.flush();
        long last = 0;
        for (String id : ids) {
            assertEquals("OK", connection.read());
            assertEquals("QUEUED", connection.read());
            assertEquals("QUEUED", connection.read());
            Object reply = connection.read();
            assertTrue(reply instanceof List, () -> "id " + id + ": " + reply);
            List<?> both = (List<?>) reply;
            Counting.assertFirst(id, both.get(0));
            counting.ledger().acknowledge(id);
            last = Counting.assertUp(last, both.get(1));
        }
    }
}
