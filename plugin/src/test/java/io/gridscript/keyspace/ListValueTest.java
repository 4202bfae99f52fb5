package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListValueTest {

    private final EncodingLimits limits = new EncodingLimits();
    private final Keyspace keyspace = new Keyspace(1, limits);
    private final Database database = keyspace.database(0);
    private final ListValue list = new ListValue();

    @Test
    void elementsComeAndGoAtBothEnds() {
        push(ListEnd.TAIL, "b", "c");
        push(ListEnd.HEAD, "a", "z");
        assertEquals(List.of("z", "a", "b", "c"), contents(list));
        assertEquals("c", Ascii.string(list.pop(ListEnd.TAIL)));
        assertArrayEquals(
                new byte[][] {Ascii.bytes("z"), Ascii.bytes("a")}, list.pop(ListEnd.HEAD, 2));
        assertEquals(List.of("b"), contents(list));
    }

    @Test
    void elementsInBetweenAreReplacedInsertedAndRemoved() {
        push(ListEnd.TAIL, "a", "b", "c", "d");
        list.set(1, Ascii.bytes("x"));
        list.insert(3, Ascii.bytes("y"));
        assertEquals(List.of("a", "x", "c", "y", "d"), contents(list));
        list.remove(new int[] {0, 2, 4});
        assertEquals(List.of("x", "y"), contents(list));
    }

    @Test
    void trimmingTakesFromBothEnds() {
        push(ListEnd.TAIL, "a", "b", "c", "d");
        list.trim(1, 2);
        assertEquals(List.of("b"), contents(list));
    }

    @Test
    void outgrowsTheCompactEncodingByElements() {
        limits.listMaxListpackSize(4);
        push(ListEnd.TAIL, "a", "b", "c", "d");
        attach();
        assertEquals("listpack", list.encoding());
        push(ListEnd.HEAD, "e");
        assertEquals("quicklist", list.encoding());
    }

    @Test
    void isCompactAgainWhenHalfOfTheLimitIsFree() {
        limits.listMaxListpackSize(4);
        attach();
        push(ListEnd.TAIL, "a", "b", "c", "d", "e");
        list.pop(ListEnd.HEAD, 2);
        assertEquals("quicklist", list.encoding());
        list.pop(ListEnd.HEAD);
        assertEquals("listpack", list.encoding());
    }

    @Test
    void outgrowsTheCompactEncodingByBytes() {
        limits.listMaxListpackSize(-1);
        attach();
        push(ListEnd.TAIL, "x".repeat(4089));
        assertEquals("listpack", list.encoding());
        push(ListEnd.TAIL, "");
        assertEquals("quicklist", list.encoding());
        list.set(0, Ascii.bytes("y".repeat(2033)));
        assertEquals("listpack", list.encoding());
    }

    @Test
    void manyElementsAreCountedInBytesToo() {
        limits.listMaxListpackSize(100);
        attach();
        push(ListEnd.TAIL, "x".repeat(8186));
        assertEquals("quicklist", list.encoding());
    }

    @Test
    void comparesWithTheLimitsWhenItIsGivenToAKey() {
        limits.listMaxListpackSize(1);
        push(ListEnd.TAIL, "a", "b");
        assertEquals("listpack", list.encoding());
        attach();
        assertEquals("quicklist", list.encoding());
    }

    @Test
    void aCopyHasTheSameEncodingAndLivesItsOwnLife() {
        attach();
        push(ListEnd.TAIL, "a", "b");
        limits.listMaxListpackSize(1);
        ListValue copy = list.copy();
        database.put(Ascii.bytes("copy"), copy);
        list.set(0, Ascii.bytes("x"));
        list.pop(ListEnd.TAIL);
        assertEquals(List.of("a", "b"), contents(copy));
        assertEquals("listpack", copy.encoding());
    }

    @Test
    void effectsKeepTheContentsOfTheirTime() {
        push(ListEnd.TAIL, "a");
        keyspace.effects().keep();
        attach();
        push(ListEnd.TAIL, "b");
        KeyEffects.Added added = (KeyEffects.Added) keyspace.effects().kept().get(0);
        assertEquals(List.of("a"), contents((ListValue) added.contents()));
    }

    @Test
    void itsChangesAreCountedInTheSizeOfTheDatabase() {
        attach();
        long empty = database.sizeInBytes();
        push(ListEnd.TAIL, "x".repeat(1000), "y");
        assertTrue(database.sizeInBytes() - empty > 1000);
        list.remove(new int[] {0});
        list.pop(ListEnd.HEAD);
        assertEquals(empty, database.sizeInBytes());
    }

    @Test
    void everyChangeIsOneNewVersionOfTheKey() {
        attach();
        long version = list.entry().version();
        push(ListEnd.TAIL, "a", "b", "c", "d");
        assertEquals(version + 1, list.entry().version());
        list.remove(new int[] {0, 1});
        assertEquals(version + 2, list.entry().version());
        list.pop(ListEnd.TAIL);
        assertEquals(version + 3, list.entry().version());
        list.trim(0, 0);
        assertEquals(version + 4, list.entry().version());
    }

    private void attach() {
        database.put(Ascii.bytes("list"), list);
    }

    private void push(ListEnd end, String... elements) {
        byte[][] bytes = new byte[elements.length][];
        for (int i = 0; i < elements.length; i++) {
            bytes[i] = Ascii.bytes(elements[i]);
        }
        list.push(end, bytes, 0);
    }

    private static List<String> contents(ListValue value) {
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            contents.add(Ascii.string(value.get(i)));
        }
        return contents;
    }
}
