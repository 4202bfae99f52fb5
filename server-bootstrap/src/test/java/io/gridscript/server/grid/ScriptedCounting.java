package io.gridscript.server.grid;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;

/** Counts ids by a script that was loaded: id, list and counter get it together or not at all. */
final class ScriptedCounting implements Work {

    static final String SCRIPT =
            """
            local times = redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
            redis.call('RPUSH', KEYS[3], ARGV[1])
            local turns = 0
            for i = 1, tonumber(ARGV[2]) do turns = turns + i % 7 end
            return {times, redis.call('INCR', KEYS[2])}
            """;

    /** One script in a few runs for a millisecond or more, longer than an event loop lets it. */
    private static final int LONG_ONE = 4;

    private static final String TURNS = "20000";

    private final Counting counting;
    private final String sha;
    private final FlushWindow flushes;

    ScriptedCounting(Counting counting, String sha, FlushWindow flushes) {
        this.counting = counting;
        this.sha = sha;
        this.flushes = flushes;
    }

    @Override
    public void round(RespConnection connection) throws IOException {
        int before = flushes.now();
        List<String> ids = counting.ledger().open(Counting.PIPELINED);
        for (int i = 0; i < ids.size(); i++) {
            send(connection, "EVALSHA", sha, ids.get(i), i == LONG_ONE ? TURNS : "0");
        }
        connection.flush();
        long last = 0;
        boolean refused = false;
        for (String id : ids) {
            Object reply = connection.read();
            if (RespError.is("NOSCRIPT", reply) && flushes.mayHaveFlushed(before)) {
                counting.ledger().refuse(id);
                refused = true;
            } else {
                last = acknowledge(id, reply, last);
            }
        }
        if (refused) {
            evaluate(connection);
        }
    }

    /** What clients do whose script was flushed. */
    private void evaluate(RespConnection connection) throws IOException {
        String id = counting.ledger().open();
        send(connection, "EVAL", SCRIPT, id, "0");
        connection.flush();
        acknowledge(id, connection.read(), 0);
    }

    private void send(
            RespConnection connection, String command, String script, String id, String turns)
            throws IOException {
        connection.send(
                command,
                script,
                "3",
                counting.ledger().hash(),
                counting.counter(),
                counting.list(),
                id,
                turns);
    }

    private long acknowledge(String id, Object reply, long last) {
        assertTrue(reply instanceof List, () -> "id " + id + ": " + reply);
        List<?> both = (List<?>) reply;
        Counting.assertFirst(id, both.get(0));
        counting.ledger().acknowledge(id);
        return Counting.assertUp(last, both.get(1));
    }
}
