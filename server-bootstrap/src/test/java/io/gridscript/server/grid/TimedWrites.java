package io.gridscript.server.grid;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Counts ids one by one, and remembers when each was sent and acknowledged. */
final class TimedWrites implements Work {

    /**
     * One write, in System.nanoTime().
     *
     * @param sent before the first byte left
     * @param acknowledged after the reply was there
     */
    private record Write(String id, long sent, long acknowledged) {

        boolean isWithin(long from, long to) {
            return sent - from > 0 && acknowledged - to < 0;
        }
    }

    private final Ledger ledger;
    private final Queue<Write> writes = new ConcurrentLinkedQueue<>();

    TimedWrites(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void round(RespConnection connection) throws IOException {
        String id = ledger.open();
        long sent = System.nanoTime();
        Object reply = connection.call("HINCRBY", ledger.hash(), id, "1");
        writes.add(new Write(id, sent, System.nanoTime()));
        Counting.assertFirst(id, reply);
        ledger.acknowledge(id);
    }

    /** Those sent and acknowledged between these times. */
    List<String> within(long from, long to) {
        return writes.stream()
                .filter(write -> write.isWithin(from, to))
                .map(Write::toString)
                .toList();
    }

    /** Whether a write that was sent before that time was acknowledged after it. */
    boolean hasOutlasted(long time) {
        return writes.stream()
                .anyMatch(write -> write.sent() - time < 0 && write.acknowledged() - time > 0);
    }
}
