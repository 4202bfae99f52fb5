package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    private static final long NOW = 1_700_000_000_000L;

    private final Keyspace keyspace = new Keyspace(2, new EncodingLimits());
    private final Database database = keyspace.database(0);
    private final Database other = keyspace.database(1);

    DatabaseTest() {
        keyspace.now(NOW);
    }

    @Test
    void aKeyIsThereAtItsDeadlineAndGoneAfterIt() {
        put("a", NOW + 10);
        keyspace.now(NOW + 10);
        assertNotNull(peek("a"));
        keyspace.now(NOW + 11);
        assertEquals(1, database.size());
        assertNull(peek("a"));
        assertEquals(0, database.size());
        assertEquals(0, database.sizeWithDeadline());
        assertEquals(1, keyspace.statistics().expiredKeys());
    }

    @Test
    void putTakesTheFormerDeadlineAway() {
        put("a", NOW + 10);
        database.put(Ascii.bytes("a"), new StringValue(1));
        assertFalse(peek("a").hasDeadline());
        assertEquals(0, database.sizeWithDeadline());
    }

    @Test
    void putKeepingDeadlineKeepsIt() {
        put("a", NOW + 10);
        database.putKeepingDeadline(Ascii.bytes("a"), new StringValue(1));
        assertEquals(NOW + 10, peek("a").deadline());
        keyspace.now(NOW + 11);
        database.putKeepingDeadline(Ascii.bytes("a"), new StringValue(1));
        assertFalse(peek("a").hasDeadline());
    }

    @Test
    void expireDueRemovesTheEarliestDeadlinesUpToTheLimit() {
        for (int i = 0; i < 10; i++) {
            put("key" + i, NOW + i);
        }
        keyspace.now(NOW + 8);
        assertEquals(3, keyspace.expiry().expireDue(3));
        assertEquals(NOW + 3, database.storage().deadlines().first().deadline());
        assertEquals(5, keyspace.expiry().expireDue(100));
        assertEquals(2, database.size());
        assertEquals(8, keyspace.statistics().expiredKeys());
    }

    @Test
    void averageTimeToLiveIsThatOfTheKeysWithADeadline() {
        assertEquals(0, database.averageTimeToLive());
        put("a", NOW + 1000);
        put("b", NOW + 3000);
        put("c", Entry.NO_DEADLINE);
        assertEquals(2000, database.averageTimeToLive());
        keyspace.now(NOW + 10_000);
        assertEquals(0, database.averageTimeToLive());
    }

    @Test
    void lookUpsForReadingAreCounted() {
        put("a", Entry.NO_DEADLINE);
        database.find(Ascii.bytes("a"));
        database.peek(Ascii.bytes("a"));
        database.find(Ascii.bytes("b"));
        database.findForWrite(Ascii.bytes("a"));
        database.findForWrite(Ascii.bytes("b"));
        assertEquals(2, keyspace.statistics().hits());
        assertEquals(1, keyspace.statistics().misses());
        keyspace.statistics().reset();
        assertEquals(0, keyspace.statistics().hits());
    }

    @Test
    void findingIsAnAccessAndPeekingIsNot() {
        put("a", Entry.NO_DEADLINE);
        keyspace.now(NOW + 5000);
        assertEquals(NOW / 1000, peek("a").accessed());
        database.find(Ascii.bytes("a"));
        assertEquals(NOW / 1000 + 5, peek("a").accessed());
        keyspace.now(NOW + 9000);
        database.findForWrite(Ascii.bytes("a"));
        assertEquals(NOW / 1000 + 9, peek("a").accessed());
    }

    @Test
    void aValueOfAnotherTypeIsAWrongType() {
        database.put(Ascii.bytes("h"), new HashValue());
        assertSame(
                ErrorReply.WRONG_TYPE,
                assertThrows(
                        ErrorReply.class,
                        () -> database.find(Ascii.bytes("h"), StringValue.class)));
        assertNull(database.find(Ascii.bytes("x"), StringValue.class));
    }

    @Test
    void movingTakesValueAndDeadlineAlong() {
        Entry source = put("a", NOW + 50);
        Entry replaced = put("b", Entry.NO_DEADLINE);
        Entry moved = database.move(source, database, Ascii.bytes("b"));
        assertNull(peek("a"));
        assertSame(moved, peek("b"));
        assertSame(source.value(), moved.value());
        assertEquals(NOW + 50, moved.deadline());
        assertTrue(moved.version() > replaced.version());
        Entry elsewhere = database.move(moved, other, Ascii.bytes("c"));
        assertEquals(0, database.size());
        assertSame(elsewhere, other.peek(Ascii.bytes("c")));
        keyspace.now(NOW + 51);
        assertNull(other.peek(Ascii.bytes("c")));
    }

    @Test
    void copyingTakesTheDeadlineAlong() {
        Entry source = put("a", NOW + 50);
        Entry copy = database.copy(source, other, Ascii.bytes("b"));
        assertEquals(NOW + 50, copy.deadline());
        ((StringValue) copy.value()).append(Ascii.bytes("!"));
        assertEquals("v!", Ascii.string(((StringValue) copy.value()).bytes()));
        assertEquals("v", Ascii.string(((StringValue) source.value()).bytes()));
    }

    @Test
    void clearingRemovesAllKeysAtOnce() {
        put("a", NOW + 50);
        put("b", Entry.NO_DEADLINE);
        other.put(Ascii.bytes("c"), new StringValue(1));
        assertEquals(2, database.clear());
        assertEquals(0, database.size());
        assertEquals(0, database.sizeWithDeadline());
        assertEquals(0, database.sizeInBytes());
        assertEquals(1, keyspace.clear());
        assertEquals(0, keyspace.sizeInBytes());
    }

    @Test
    void clearingAnEmptyDatabaseIsNoEffect() {
        assertEquals(0, database.clear());
        assertEquals(0, keyspace.effects().sequence());
    }

    @Test
    void swappingExchangesNumbers() {
        put("a", Entry.NO_DEADLINE);
        keyspace.swap(0, 1);
        assertSame(database, keyspace.database(1));
        assertEquals(1, database.number());
        assertEquals(0, other.number());
        assertEquals(0, keyspace.database(0).size());
    }

    @Test
    void aRandomKeyHasNotExpired() {
        put("a", NOW + 1);
        put("b", Entry.NO_DEADLINE);
        put("c", NOW + 1);
        keyspace.now(NOW + 2);
        for (int i = 0; i < 20; i++) {
            assertEquals("b", Ascii.string(database.random().key()));
        }
        database.remove(Ascii.bytes("b"));
        assertNull(database.random());
    }

    @Test
    void visitingAllKeysLeavesOutTheExpired() {
        put("a", NOW + 1);
        put("b", Entry.NO_DEADLINE);
        keyspace.now(NOW + 2);
        List<String> keys = new ArrayList<>();
        database.forEach(entry -> keys.add(Ascii.string(entry.key())));
        assertEquals(List.of("b"), keys);
    }

    @Test
    void itsSizeIsAnHonestEstimate() {
        long empty = keyspace.sizeInBytes();
        for (int i = 0; i < 1000; i++) {
            database.put(Ascii.bytes("key" + i), new StringValue(new byte[1000]));
        }
        long each = (keyspace.sizeInBytes() - empty) / 1000;
        assertTrue(each > 1100 && each < 1250, each + " bytes");
    }

    private Entry put(String key, long deadline) {
        return database.put(Ascii.bytes(key), new StringValue(Ascii.bytes("v")), deadline);
    }

    private Entry peek(String key) {
        return database.peek(Ascii.bytes(key));
    }
}
