package io.gridscript.server.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the ways to count ids up have in common: a hash of the ids, and a counter. */
final class Counting {

    /** How many units a client sends before it reads a reply. */
    static final int PIPELINED = 5;

    private final Ledger ledger;
    private final String counter;
    private final String list;

    Counting(String name) {
        ledger = new Ledger(name + ":ids");
        counter = name + ":counter";
        list = name + ":list";
    }

    Ledger ledger() {
        return ledger;
    }

    String counter() {
        return counter;
    }

    String list() {
        return list;
    }

    /** Fails unless this is what counting that id for the first time answers. */
    static void assertFirst(String id, Object reply) {
        assertEquals(1L, reply, () -> "times that id " + id + " was counted");
    }

    /** Fails unless the counter has gone up; returns where it is. */
    static long assertUp(long last, Object reply) {
        assertTrue(
                reply instanceof Long now && now > last,
                () -> "the counter was " + last + ", then " + reply);
        return (Long) reply;
    }

    /** Fails unless the hash is what the ledger says; returns how many ids are in it. */
    long verifyIds(RespConnection connection) throws IOException {
        return verifyIds(connection, ledger);
    }

    /** Fails unless the hash is what the ledger says; returns how many ids are in it. */
    static long verifyIds(RespConnection connection, Ledger ledger) throws IOException {
        Object reply = connection.call("HGETALL", ledger.hash());
        Map<String, String> held = new HashMap<>();
        if (reply instanceof List<?> entries) {
            for (int i = 0; i < entries.size(); i += 2) {
                held.put((String) entries.get(i), (String) entries.get(i + 1));
            }
        } else {
            throw new IOException("no hash but " + reply);
        }
        return ledger.verify(held);
    }

    /** Fails unless id and counter went up together, once for each id that is there. */
    void verifyBoth(RespConnection connection) throws IOException {
        long held = verifyIds(connection);
        assertEquals(held, count(connection), () -> counter + ", by the ids in " + ledger);
    }

    /** Fails unless the list has each id once that the hash has. */
    void verifyList(RespConnection connection) throws IOException {
        Object reply = connection.call("LRANGE", list, "0", "-1");
        Map<String, Integer> times = new HashMap<>();
        for (Object id : (List<?>) reply) {
            times.merge((String) id, 1, Integer::sum);
        }
        Map<String, String> held = new HashMap<>();
        times.forEach((id, count) -> held.put(id, count.toString()));
        assertEquals(verifyIds(connection), ledger.verify(held), () -> "ids in " + list);
    }

    /** Where the counter is. */
    long count(RespConnection connection) throws IOException {
        Object value = connection.call("GET", counter);
        return value == null ? 0 : Long.parseLong((String) value);
    }
}
