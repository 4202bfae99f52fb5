package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.gridscript.Seed;
import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The elements of a list, compared with those of an ArrayList. */
class ListElementsTest {

    private final long seed = Seed.get();
    private final Random random = new Random(seed);
    private final ListElements elements = new ListElements();
    private final List<byte[]> expected = new ArrayList<>();
    private int made;

    @Test
    void elementsKeepTheirOrderAtAnySize() {
        for (int phase = 0; phase < 60; phase++) {
            int target = random.nextInt(phase % 3 == 0 ? 20 : 5000);
            ListEnd end = end();
            while (expected.size() != target) {
                if (expected.size() < target) {
                    add(random.nextInt(50) == 0 ? end() : end);
                } else {
                    take(random.nextInt(50) == 0 ? end() : end);
                }
            }
            for (int i = 0; i < 20; i++) {
                changeBetween();
            }
            assertAll();
        }
    }

    @Test
    void aQueueThatGoesOnForLongKeepsItsOrder() {
        for (int i = 0; i < 700; i++) {
            add(ListEnd.TAIL);
        }
        for (int i = 0; i < 10_000; i++) {
            add(ListEnd.TAIL);
            take(ListEnd.HEAD);
        }
        assertAll();
        for (int i = 0; i < 10_000; i++) {
            add(ListEnd.HEAD);
            take(ListEnd.TAIL);
        }
        assertAll();
    }

    private void add(ListEnd end) {
        byte[] element = element();
        elements.add(end, element);
        expected.add(end == ListEnd.HEAD ? 0 : expected.size(), element);
    }

    private void take(ListEnd end) {
        int index = end == ListEnd.HEAD ? 0 : expected.size() - 1;
        assertSame(expected.remove(index), elements.remove(end), () -> "seed " + seed);
    }

    private void changeBetween() {
        if (expected.isEmpty() || random.nextBoolean()) {
            insert();
        } else if (random.nextInt(3) == 0) {
            int index = random.nextInt(expected.size());
            byte[] element = element();
            elements.set(index, element);
            expected.set(index, element);
        } else {
            remove();
        }
    }

    private void insert() {
        int[] indexes = indexes(expected.size() + 1);
        byte[][] inserted = new byte[indexes.length][];
        for (int i = 0; i < indexes.length; i++) {
            inserted[i] = element();
            expected.add(indexes[i], inserted[i]);
        }
        elements.insert(indexes, inserted);
    }

    private void remove() {
        int[] indexes = indexes(expected.size());
        for (int i = indexes.length - 1; i >= 0; i--) {
            expected.remove(indexes[i]);
        }
        elements.remove(indexes);
    }

    private int[] indexes(int bound) {
        int count = 1 + random.nextInt(random.nextBoolean() ? 3 : bound);
        return random.ints(count, 0, bound).distinct().sorted().toArray();
    }

    private byte[] element() {
        return Ascii.bytes("e" + made++);
    }

    private ListEnd end() {
        return random.nextBoolean() ? ListEnd.HEAD : ListEnd.TAIL;
    }

    private void assertAll() {
        assertEquals(expected.size(), elements.size(), () -> "seed " + seed);
        for (int i = 0; i < expected.size(); i++) {
            assertSame(expected.get(i), elements.get(i), () -> "seed " + seed);
        }
    }
}
