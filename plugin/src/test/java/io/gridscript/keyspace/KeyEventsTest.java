package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyEventsTest {

    private static final byte[] KEY = Ascii.bytes("k");

    private final Keyspace keyspace = new Keyspace(1, new EncodingLimits());
    private final List<String> told = new ArrayList<>();

    private void choose(String letters) {
        keyspace.events()
                .tell((event, database, key, choice) -> told.add(event + " " + Ascii.string(key)));
        keyspace.events().choose(EventChoice.parse(letters).orElseThrow());
    }

    @Test
    void databaseTellsOfKeysThatComeExpireAndAreMissed() {
        choose("Enxm");
        Database database = keyspace.database(0);
        keyspace.now(1000);
        database.find(KEY);
        database.put(KEY, StringValue.encode(KEY), 2000);
        database.put(KEY, StringValue.encode(KEY), 2000);
        database.putAnew(KEY, StringValue.encode(KEY), 2000);
        keyspace.now(3000);
        database.find(KEY);
        database.findForWrite(KEY);
        assertEquals(List.of("KEYMISS k", "NEW k", "NEW k", "EXPIRED k", "KEYMISS k"), told);
    }

    @Test
    void copiesTellNothing() {
        choose("Enxm");
        Checkpoint checkpoint = keyspace.checkpoint();
        keyspace.database(0).put(KEY, StringValue.encode(KEY));
        told.clear();
        checkpoint.takeBack();
        keyspace.database(0).changes().add(KEY, KeyHash.of(KEY), StringValue.encode(KEY), 1);
        keyspace.database(0).changes().removeExpired(keyspace.database(0).stored(KEY));
        assertEquals(List.of(), told);
    }

    @Test
    void whatIsTakenBackLeavesNothing() {
        List<String> left = new ArrayList<>();
        keyspace.outbox().add(() -> left.add("before"));
        Checkpoint checkpoint = keyspace.checkpoint();
        keyspace.outbox().add(() -> left.add("taken back"));
        checkpoint.takeBack();
        keyspace.outbox().add(() -> left.add("after"));
        keyspace.outbox().take().forEach(Runnable::run);
        assertEquals(List.of("before", "after"), left);
        assertTrue(keyspace.outbox().take().isEmpty());
    }

    @Test
    void anEventThatNobodyWantsTakesNoMemory() {
        Database database = keyspace.database(0);
        database.notifyOf(KeyEvent.SET, KEY);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long first = threads.getCurrentThreadAllocatedBytes();
        long between = threads.getCurrentThreadAllocatedBytes() - first;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            database.notifyOf(KeyEvent.SET, KEY);
        }
        long after = threads.getCurrentThreadAllocatedBytes();
        assertEquals(between, after - before);
    }

    @Test
    void allClassesAreThoseOfRedis() {
        EventChoice all = EventChoice.parse("KEA").orElseThrow();
        assertEquals(
                EnumSet.complementOf(EnumSet.of(EventClass.NEW, EventClass.KEY_MISS)),
                all.classes());
        assertEquals("AKE", all.text());
        EventChoice more = EventChoice.parse("nmKEA").orElseThrow();
        assertEquals("AKEm", more.text());
        assertEquals(Optional.of(more), EventChoice.parse(more.fullText()));
        assertEquals(Optional.empty(), EventChoice.parse("Ko"));
    }
}
