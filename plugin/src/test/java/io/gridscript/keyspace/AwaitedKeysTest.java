package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.gridscript.reply.Ascii;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which keys become ready, and that nobody pays for it while nobody waits. */
class AwaitedKeysTest {

    private static final int RUNS = 10_000;

    private final Keyspace keyspace = new Keyspace(16, new EncodingLimits());
    private final AwaitedKeys awaited = keyspace.awaited();

    private static byte[] key(String name) {
        return Ascii.bytes(name);
    }

    private void put(int database, String name) {
        keyspace.database(database).put(key(name), StringValue.encode(key("value")));
    }

    private List<String> ready() {
        List<String> names = new ArrayList<>();
        for (AwaitedKey next = awaited.nextReady(); next != null; next = awaited.nextReady()) {
            names.add(next.database() + " " + Ascii.string(next.key()));
        }
        return names;
    }

    @Test
    void keysBecomeReadyInTheOrderInWhichTheyAreGivenValues() {
        awaited.await(0, key("a"), false);
        awaited.await(0, key("b"), false);
        awaited.await(1, key("a"), false);
        put(0, "b");
        put(0, "other");
        put(1, "a");
        put(0, "a");
        put(0, "b");
        assertEquals(List.of("0 b", "1 a", "0 a"), ready());
        assertFalse(awaited.isAnyReady());
        put(0, "b");
        assertEquals(List.of("0 b"), ready());
    }

    @Test
    void whateverGivesAKeyAValueMakesItReady() {
        put(0, "source");
        put(3, "swapped");
        awaited.await(0, key("moved"), false);
        awaited.await(0, key("copied"), false);
        awaited.await(5, key("source"), false);
        awaited.await(4, key("swapped"), false);
        Database database = keyspace.database(0);
        database.copy(database.stored(key("source")), database, key("copied"));
        assertEquals(List.of("0 copied"), ready());
        database.move(database.stored(key("source")), database, key("moved"));
        assertEquals(List.of("0 moved"), ready());
        database.move(database.stored(key("moved")), keyspace.database(5), key("source"));
        assertEquals(List.of("5 source"), ready());
        keyspace.swap(3, 4);
        assertEquals(List.of("4 swapped"), ready());
    }

    @Test
    void valueThatGetsMoreMakesItsKeyReadyIfItsTypeSaysSo() {
        put(0, "a");
        awaited.await(0, key("a"), false);
        Database database = keyspace.database(0);
        database.ready(key("a"));
        assertEquals(List.of("0 a"), ready());
    }

    @Test
    void keyThatNobodyWaitsForAnyLongerIsNotReady() {
        AwaitedKey first = awaited.await(0, key("a"), false);
        AwaitedKey second = awaited.await(0, key("a"), false);
        assertEquals(1, awaited.size());
        awaited.leave(first, false);
        put(0, "a");
        assertEquals(List.of("0 a"), ready());
        awaited.leave(second, false);
        put(0, "a");
        assertEquals(List.of(), ready());
        assertEquals(0, awaited.size());
    }

    @Test
    void keyThatIsGoneIsReadyForThoseWhoWantToKnow() {
        put(0, "a");
        put(0, "b");
        AwaitedKey one = awaited.await(0, key("a"), true);
        awaited.await(0, key("b"), false);
        assertEquals(1, awaited.sizeEvenIfGone());
        keyspace.database(0).remove(key("a"));
        keyspace.database(0).remove(key("b"));
        assertEquals(List.of("0 a"), ready());
        put(0, "a");
        ready();
        keyspace.clear();
        assertEquals(List.of("0 a"), ready());
        awaited.leave(one, true);
        assertEquals(0, awaited.sizeEvenIfGone());
    }

    @Test
    void nothingIsAllocatedForKeysThatNobodyWaitsFor() {
        Database database = keyspace.database(0);
        byte[] name = key("a");
        int hash = KeyHash.of(name);
        measure(database, name, hash);
        assertTrue(measure(database, name, hash) < RUNS, "while nobody waits");
        awaited.await(0, key("other"), false);
        measure(database, name, hash);
        assertTrue(measure(database, name, hash) < RUNS, "while somebody waits for another key");
    }

    private long measure(Database database, byte[] name, int hash) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < RUNS; i++) {
            awaited.given(database.number(), name, hash);
            awaited.gone(database.number(), name, hash);
            if (awaited.isAnyReady()) {
                throw new AssertionError("nobody waits for it");
            }
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
