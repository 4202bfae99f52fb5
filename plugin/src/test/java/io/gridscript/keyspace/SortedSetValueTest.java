package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SortedSetValueTest {

    private final EncodingLimits limits = new EncodingLimits();
    private final Keyspace keyspace = new Keyspace(1, limits);
    private final Database database = keyspace.database(0);
    private final SortedSetValue set = new SortedSetValue();

    @Test
    void putTellsWhetherTheMemberIsNew() {
        assertTrue(put("a", 1));
        assertFalse(put("a", 2));
        assertEquals(List.of("a=2.0"), contents(set));
    }

    @Test
    void membersAreInTheOrderOfScores() {
        put("a", 3);
        put("b", Double.NEGATIVE_INFINITY);
        put("c", 2);
        put("a", 1);
        assertEquals(List.of("b=-Infinity", "a=1.0", "c=2.0"), contents(set));
        assertEquals(1, set.rankOf(set.get(Ascii.bytes("a"))));
    }

    @Test
    void removeTellsWhetherTheMemberWasThere() {
        put("a", 1);
        assertTrue(set.remove(Ascii.bytes("a")));
        assertFalse(set.remove(Ascii.bytes("a")));
        assertNull(set.get(Ascii.bytes("a")));
        assertTrue(set.isEmpty());
    }

    @Test
    void outgrowsTheCompactEncodingByMembers() {
        limits.zsetMaxListpackEntries(2);
        attach();
        put("a", 1);
        put("b", 1);
        assertEquals("listpack", set.encoding());
        put("c", 1);
        assertEquals("skiplist", set.encoding());
        set.remove(Ascii.bytes("c"));
        assertEquals("skiplist", set.encoding());
    }

    @Test
    void outgrowsTheCompactEncodingByLongNames() {
        attach();
        put("x".repeat(64), 1);
        assertEquals("listpack", set.encoding());
        put("x".repeat(65), 1);
        assertEquals("skiplist", set.encoding());
    }

    @Test
    void comparesWithTheLimitsWhenItIsGivenToAKey() {
        put("x".repeat(65), 1);
        assertEquals("listpack", set.encoding());
        attach();
        assertEquals("skiplist", set.encoding());
    }

    @Test
    void onlyTheLargeEncodingKnowsNegativeZero() {
        put("a", -0.0);
        attach();
        put("b", -0.0);
        put("c", 1);
        put("c", -0.0);
        assertEquals(List.of("a=0.0", "b=0.0", "c=0.0"), contents(set));
        limits.zsetMaxListpackEntries(3);
        put("d", -0.0);
        assertEquals(List.of("a=0.0", "b=0.0", "c=0.0", "d=-0.0"), contents(set));
    }

    @Test
    void theOtherZeroIsNoChange() {
        attach();
        put("a", 0.0);
        long version = set.entry().version();
        put("a", -0.0);
        assertEquals(version, set.entry().version());
    }

    @Test
    void everyChangeIsANewVersionOfTheKey() {
        attach();
        long version = set.entry().version();
        put("a", 1);
        put("a", 2);
        put("a", 2);
        set.remove(Ascii.bytes("a"));
        assertEquals(version + 3, set.entry().version());
    }

    @Test
    void aCopyLivesItsOwnLife() {
        attach();
        put("a", 1);
        put("b", 2);
        SortedSetValue copy = set.copy();
        put("a", 3);
        set.remove(Ascii.bytes("b"));
        assertEquals(List.of("a=1.0", "b=2.0"), contents(copy));
    }

    @Test
    void effectsKeepTheContentsOfTheirTime() {
        put("a", 1);
        keyspace.effects().keep();
        attach();
        put("a", 2);
        put("b", 2);
        KeyEffects.Added added = (KeyEffects.Added) keyspace.effects().kept().get(0);
        assertEquals(List.of("a=1.0"), contents((SortedSetValue) added.contents()));
    }

    @Test
    void itsChangesAreCountedInTheSizeOfTheDatabase() {
        attach();
        long empty = database.sizeInBytes();
        put("x".repeat(1000), 1);
        assertTrue(database.sizeInBytes() - empty > 1000);
        put("x".repeat(1000), 2);
        set.remove(Ascii.bytes("x".repeat(1000)));
        assertEquals(empty, database.sizeInBytes());
    }

    @Test
    void whatIsWrittenIsReadBack() throws CorruptInput {
        limits.zsetMaxListpackEntries(2);
        put("a", -0.0);
        put("b", Double.POSITIVE_INFINITY);
        put("c", 0.1);
        attach();
        WireOutput out = new WireOutput();
        set.writeTo(out);
        WireInput in = new WireInput(out.toBytes());
        SortedSetValue read = (SortedSetValue) ValueKind.read(in).readAll(in);
        assertEquals(contents(set), contents(read));
        assertEquals("skiplist", read.encoding());
    }

    @Test
    void aScoreThatIsNoNumberIsRefused() {
        WireOutput out = new WireOutput();
        out.octet(ValueKind.SORTED_SET.ordinal());
        out.octet(0);
        out.number(1);
        out.string(Ascii.bytes("a"));
        out.number(Double.BYTES);
        out.fixed(Double.doubleToRawLongBits(Double.NaN));
        WireInput in = new WireInput(out.toBytes());
        assertThrows(CorruptInput.class, () -> ValueKind.read(in).readAll(in));
    }

    private void attach() {
        database.put(Ascii.bytes("set"), set);
    }

    private boolean put(String member, double score) {
        return set.put(Ascii.bytes(member), score);
    }

    private static List<String> contents(SortedSetValue set) {
        List<String> contents = new ArrayList<>();
        set.forEach(member -> contents.add(Ascii.string(member.name()) + "=" + member.score()));
        return contents;
    }
}
