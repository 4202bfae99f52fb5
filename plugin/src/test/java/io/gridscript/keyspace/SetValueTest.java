package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetValueTest {

    private final EncodingLimits limits = new EncodingLimits();
    private final Keyspace keyspace = new Keyspace(1, limits);
    private final Database database = keyspace.database(0);
    private final SetValue set = SetValue.ofIntegers(limits);

    @ParameterizedTest
    @ValueSource(strings = {"17", "member"})
    void addAndRemoveTellWhetherTheMemberWasThere(String member) {
        assertTrue(add(member));
        assertFalse(add(member));
        assertTrue(set.contains(Ascii.bytes(member)));
        assertTrue(remove(member));
        assertFalse(remove(member));
        assertFalse(set.contains(Ascii.bytes(member)));
        assertTrue(set.isEmpty());
    }

    @Test
    void integersAreSortedAsNumbers() {
        add("10", "9", "-3", "9223372036854775807", "0", "-9223372036854775808");
        String expected = "[-9223372036854775808, -3, 0, 9, 10, 9223372036854775807]";
        assertEquals(expected, contents().toString());
        assertEquals("intset", set.encoding());
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "+1", "-0", " 1", "1.0", "", "9223372036854775808"})
    void whatRedisReadsAsNoIntegerEndsTheIntset(String member) {
        add("5", "4");
        assertFalse(set.contains(Ascii.bytes(member)));
        assertTrue(add(member));
        assertEquals("listpack", set.encoding());
        assertEquals(List.of("4", "5", member), contents());
    }

    @Test
    void whatOutgrewTheIntsetKeepsItsOrder() {
        add("3", "1", "x", "2", "0");
        remove("1");
        add("1");
        assertEquals(List.of("3", "x", "2", "0", "1"), contents());
    }

    @Test
    void tooManyIntegersMakeItAHashtable() {
        limits.setMaxIntsetEntries(2);
        attach();
        add("1", "2");
        assertEquals("intset", set.encoding());
        add("3");
        assertEquals("hashtable", set.encoding());
        remove("3");
        assertEquals("hashtable", set.encoding());
    }

    @Test
    void tooManyMembersMakeItAHashtable() {
        limits.setMaxListpackEntries(2);
        attach();
        add("a", "2");
        assertEquals("listpack", set.encoding());
        add("2");
        assertEquals("listpack", set.encoding());
        add("3");
        assertEquals("hashtable", set.encoding());
    }

    @Test
    void aLongMemberMakesItAHashtable() {
        attach();
        add("x".repeat(64));
        assertEquals("listpack", set.encoding());
        add("y".repeat(65));
        assertEquals("hashtable", set.encoding());
    }

    @Test
    void integersThatAreTooLongForAListpackMakeItAHashtable() {
        limits.setMaxListpackValue(4);
        attach();
        add("-1234", "1");
        add("x");
        assertEquals("hashtable", set.encoding());
    }

    @Test
    void manyThatAreToComeEndACompactEncoding() {
        limits.setMaxIntsetEntries(4);
        limits.setMaxListpackEntries(3);
        attach();
        set.add(Ascii.bytes("1"), 4);
        assertEquals("intset", set.encoding());
        set.add(Ascii.bytes("1"), 5);
        assertEquals("intset", set.encoding());
        set.add(Ascii.bytes("2"), 5);
        assertEquals("hashtable", set.encoding());
    }

    @Test
    void beginsWithTheEncodingForWhatIsExpected() {
        limits.setMaxIntsetEntries(4);
        limits.setMaxListpackEntries(5);
        assertEquals("intset", SetValue.expecting(Ascii.bytes("1"), 4, limits).encoding());
        assertEquals("listpack", SetValue.expecting(Ascii.bytes("1"), 5, limits).encoding());
        assertEquals("listpack", SetValue.expecting(Ascii.bytes("x"), 1, limits).encoding());
        assertEquals("hashtable", SetValue.expecting(Ascii.bytes("x"), 6, limits).encoding());
    }

    @Test
    void prefersIntegersOnlyWhereAllAre() {
        SetValue integers = SetValue.inOrder(limits);
        integers.add(Ascii.bytes("5"));
        integers.add(Ascii.bytes("4"));
        integers.preferIntegers();
        assertEquals("intset", integers.encoding());
        SetValue words = SetValue.inOrder(limits);
        words.add(Ascii.bytes("5"));
        words.add(Ascii.bytes("x"));
        words.preferIntegers();
        assertEquals("listpack", words.encoding());
    }

    @Test
    void aCopyLivesItsOwnLife() {
        attach();
        add("1", "2");
        SetValue copy = set.copy();
        add("3");
        remove("1");
        assertEquals(2, copy.size());
        assertTrue(copy.contains(Ascii.bytes("1")));
        copy.add(Ascii.bytes("x"));
        assertEquals("listpack", copy.encoding());
        assertEquals("intset", set.encoding());
    }

    @Test
    void undoingBringsTheIntsetBack() {
        attach();
        add("3", "1");
        long size = database.sizeInBytes();
        keyspace.effects().keep();
        remove("3");
        add("x", "2");
        remove("1");
        keyspace.effects().undo();
        assertEquals("intset", set.encoding());
        assertEquals(List.of("1", "3"), contents());
        assertEquals(size, database.sizeInBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "member"})
    void itsChangesAreCountedInTheSizeOfTheDatabase(String member) {
        if (member.equals("member")) {
            add("x");
        }
        attach();
        long before = database.sizeInBytes();
        add(member);
        assertTrue(database.sizeInBytes() > before);
        remove(member);
        assertEquals(before, database.sizeInBytes());
    }

    @Test
    void everyChangeIsANewVersionOfTheKey() {
        attach();
        long version = set.entry().version();
        add("1");
        assertEquals(version + 1, set.entry().version());
        add("1");
        assertEquals(version + 1, set.entry().version());
        remove("1");
        assertEquals(version + 2, set.entry().version());
        remove("1");
        assertEquals(version + 2, set.entry().version());
    }

    private void attach() {
        database.put(Ascii.bytes("set"), set);
    }

    private void add(String first, String second, String... more) {
        add(first);
        add(second);
        for (String member : more) {
            add(member);
        }
    }

    private boolean add(String member) {
        return set.add(Ascii.bytes(member));
    }

    private boolean remove(String member) {
        return set.remove(Ascii.bytes(member));
    }

    private List<String> contents() {
        List<String> contents = new ArrayList<>();
        set.forEach(member -> contents.add(Ascii.string(member)));
        return contents;
    }
}
