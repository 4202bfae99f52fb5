package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ByteMapTest {

    private static final class Element extends ByteMap.Node {
        Element(String key) {
            super(Ascii.bytes(key));
        }

        @Override
        public String toString() {
            return Ascii.string(key);
        }
    }

    private final ByteMap<Element> map = new ByteMap<>();

    @Test
    void findsWhatWasAddedAndNothingElse() {
        fill(5000);
        for (int i = 0; i < 5000; i++) {
            assertEquals("key" + i, get("key" + i).toString());
        }
        assertNull(get("key5000"));
        assertNull(get(""));
    }

    @Test
    void keepsTheOrderOfInsertion() {
        fill(2000);
        map.remove(get("key7"));
        map.remove(get("key0"));
        map.remove(get("key1999"));
        map.add(new Element("key7"));
        List<String> expected = new ArrayList<>();
        for (int i = 1; i < 1999; i++) {
            if (i != 7) {
                expected.add("key" + i);
            }
        }
        expected.add("key7");
        assertEquals(expected, order());
        assertEquals("key1", map.first().toString());
        assertEquals("key7", map.last().toString());
        assertEquals("key2", map.after(map.first()).toString());
    }

    @Test
    void agreesWithAModelUnderRandomChanges() {
        Random random = new Random(1);
        Map<String, Element> model = new LinkedHashMap<>();
        for (int round = 0; round < 60_000; round++) {
            // The bounds move, so that the map grows to thousands and shrinks to nothing again.
            int bound = 1 + (int) (3000 * (1 + Math.sin(round / 6_000.0)));
            String key = "k" + random.nextInt(bound);
            Element present = get(key);
            assertSame(model.get(key), present);
            if (present == null && random.nextInt(10) < 6) {
                Element added = new Element(key);
                map.add(added);
                model.put(key, added);
            } else if (present != null && random.nextInt(10) < 5) {
                map.remove(present);
                model.remove(key);
            }
            assertEquals(model.size(), map.size());
        }
        assertEquals(model.keySet().stream().toList(), order());
        for (Element element : model.values()) {
            map.remove(element);
        }
        assertTrue(map.isEmpty());
        assertEquals(List.of(), order());
    }

    @Test
    void restoresRemovedElementsToTheirPlaces() {
        Random random = new Random(2);
        fill(300);
        for (int round = 0; round < 300; round++) {
            List<String> before = order();
            Deque<Runnable> undo = new ArrayDeque<>();
            for (int i = 0; i < 50; i++) {
                if (random.nextBoolean() && !map.isEmpty()) {
                    Element removed = map.random(random);
                    map.remove(removed);
                    undo.push(() -> map.restore(removed));
                } else {
                    Element added = new Element("new" + round + "." + i);
                    map.add(added);
                    undo.push(() -> map.remove(added));
                }
            }
            undo.forEach(Runnable::run);
            assertEquals(before, order());
            for (String key : before) {
                assertEquals(key, get(key).toString());
            }
        }
    }

    @Test
    void theElementReturnedLastMayBeRemovedWhileIterating() {
        fill(1000);
        for (Element element : map) {
            if (element.toString().endsWith("5")) {
                map.remove(element);
            }
        }
        assertEquals(900, map.size());
        assertEquals(900, order().size());
    }

    @Test
    void aScanVisitsEachElementOfAMapAtRestExactlyOnce() {
        for (int size : new int[] {0, 1, 3, 4, 5, 100, 1023, 1024, 1025, 5000}) {
            ByteMap<Element> some = new ByteMap<>();
            for (int i = 0; i < size; i++) {
                some.add(new Element("key" + i));
            }
            List<String> seen = new ArrayList<>();
            long cursor = 0;
            do {
                cursor = some.scan(cursor, element -> seen.add(element.toString()));
            } while (cursor != 0);
            assertEquals(size, seen.size());
            assertEquals(size, new HashSet<>(seen).size());
        }
    }

    @Test
    void aScanVisitsWhatIsThereAllTheTimeHoweverTheMapChanges() {
        Random random = new Random(3);
        for (int round = 0; round < 20; round++) {
            ByteMap<Element> changing = new ByteMap<>();
            Set<String> lasting = new HashSet<>();
            for (int i = 0; i < 50 + random.nextInt(500); i++) {
                lasting.add("lasting" + i);
                changing.add(new Element("lasting" + i));
            }
            List<Element> passing = new ArrayList<>();
            int target = 0;
            long cursor = 0;
            do {
                cursor = changing.scan(cursor, element -> lasting.remove(element.toString()));
                if (random.nextInt(8) == 0) {
                    target = random.nextInt(6000);
                }
                int steps = random.nextInt(400);
                for (int i = 0; i < steps && passing.size() != target; i++) {
                    if (passing.size() < target) {
                        passing.add(new Element("passing" + random.nextLong()));
                        changing.add(passing.get(passing.size() - 1));
                    } else {
                        changing.remove(passing.remove(passing.size() - 1));
                    }
                }
            } while (cursor != 0);
            assertEquals(Set.of(), lasting, "round " + round);
        }
    }

    @Test
    void aScanOfAnyCursorEnds() {
        fill(100);
        Random random = new Random(4);
        for (int i = 0; i < 100; i++) {
            long cursor = random.nextLong();
            int calls = 0;
            while (cursor != 0 && calls < 1000) {
                cursor = map.scan(cursor, element -> {});
                calls++;
            }
            assertTrue(calls < 1000);
        }
    }

    @Test
    void randomElementsAreEquallyLikely() {
        fill(97);
        Random random = new Random(5);
        Map<String, Integer> counts = new LinkedHashMap<>();
        int draws = 97 * 2000;
        for (int i = 0; i < draws; i++) {
            counts.merge(map.random(random).toString(), 1, Integer::sum);
        }
        double chiSquare = 0;
        for (int i = 0; i < 97; i++) {
            double off = counts.getOrDefault("key" + i, 0) - 2000.0;
            chiSquare += off * off / 2000.0;
        }
        // 96 degrees of freedom: less than one in a million draws is beyond 180.
        assertTrue(chiSquare < 180, "chi-square " + chiSquare);
    }

    @Test
    void anEmptyMapHasNoRandomElement() {
        assertNull(map.random(new Random(6)));
        fill(1);
        assertEquals("key0", map.random(new Random(6)).toString());
        map.remove(map.first());
        assertNull(map.random(new Random(6)));
    }

    private void fill(int size) {
        for (int i = 0; i < size; i++) {
            map.add(new Element("key" + i));
        }
    }

    private Element get(String key) {
        return map.get(Ascii.bytes(key));
    }

    private List<String> order() {
        List<String> order = new ArrayList<>();
        for (Element element : map) {
            order.add(element.toString());
        }
        return order;
    }
}
