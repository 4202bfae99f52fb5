package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.gridscript.Seed;
import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Names and what they stand for, beside a map of Java's. */
class NameTrieTest {

    private static final int CHANGES = 20_000;

    private static final class Both {

        NameTrie<Integer> trie = NameTrie.empty();
        final Map<String, Integer> map = new HashMap<>();

        void put(String name, int value) {
            trie = trie.with(name, value);
            map.put(name, value);
        }

        void remove(String name) {
            trie = trie.without(name);
            map.remove(name);
        }
    }

    private static void assertSameNames(
            Map<String, Integer> expected, NameTrie<Integer> trie, String context) {
        assertEquals(expected.size(), trie.size(), context);
        List<Integer> values = new ArrayList<>();
        trie.forEach(values::add);
        assertEquals(expected.size(), values.size(), context);
        assertEquals(new TreeSet<>(expected.values()), new TreeSet<>(values), context);
        expected.forEach(
                (name, value) -> {
                    assertEquals(value, trie.find(name), context);
                    assertEquals(value, trie.findInLowerCase(Ascii.bytes(name)), context);
                });
    }

    @Test
    void itHasWhatAMapHasAndWhatWasBeforeStays() {
        long seed = Seed.get();
        Random random = new Random(seed);
        for (int names : new int[] {5, 40, 3000}) {
            Both both = new Both();
            NameTrie<Integer> then = both.trie;
            Map<String, Integer> mapThen = Map.of();
            for (int i = 0; i < CHANGES; i++) {
                String name = "name_" + random.nextInt(names);
                if (random.nextInt(3) == 0) {
                    both.remove(name);
                } else {
                    both.put(name, i);
                }
                if (i % (CHANGES / 20) == 0) {
                    String context = "seed " + seed + ", " + names + " names, change " + i;
                    assertSameNames(both.map, both.trie, context);
                    assertSameNames(mapThen, then, context);
                    then = both.trie;
                    mapThen = Map.copyOf(both.map);
                }
            }
            for (String name : List.copyOf(both.map.keySet())) {
                both.remove(name);
            }
            assertSameNames(Map.of(), both.trie, "nothing is left");
        }
    }

    /** Java's hash of two letters: 31 times the first and the second. */
    @Test
    void namesWithOneHashAreToldApart() {
        Both both = new Both();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 4; bit++) {
                name.append((i >> bit & 1) == 0 ? "bz" : "c[");
            }
            names.add(name.toString());
        }
        assertEquals(1, names.stream().map(String::hashCode).distinct().count());
        for (int i = 0; i < names.size(); i++) {
            assertNull(both.trie.find(names.get(i)));
            both.put(names.get(i), i);
        }
        both.put("other", 100);
        assertSameNames(both.map, both.trie, "all");
        both.put(names.get(3), 50);
        both.remove(names.get(0));
        both.remove(names.get(7));
        both.remove(names.get(15));
        assertSameNames(both.map, both.trie, "some");
        NameTrie<Integer> before = both.trie;
        assertSame(before, before.without(names.get(7)));
        names.forEach(both::remove);
        assertSameNames(Map.of("other", 100), both.trie, "the other");
    }

    @Test
    void capitalsAreFoundUnderSmallLetters() {
        NameTrie<Integer> trie = NameTrie.<Integer>empty().with("some_name9", 1);
        assertEquals(1, trie.findInLowerCase(Ascii.bytes("Some_NAME9")));
        assertNull(trie.find("Some_NAME9"));
        assertNull(trie.findInLowerCase(Ascii.bytes("some_name")));
        assertNull(trie.findInLowerCase(new byte[0]));
        assertNull(trie.findInLowerCase(new byte[] {(byte) 0xff, 0}));
    }
}
