package io.gridscript.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.gridscript.command.CommandTester;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListingTest {

    private final CommandTester tester = KeyTester.create();

    @Test
    void keysAreListedByPattern() {
        for (String key : new String[] {"key_x", "foo_a", "key_y", "foo_b", ""}) {
            tester.withString(key, "hello");
        }
        assertEquals("[\"foo_a\", \"foo_b\"]", tester.text("KEYS", "foo*"));
        assertEquals(
                "[\"key_x\", \"foo_a\", \"key_y\", \"foo_b\", \"\"]", tester.text("KEYS", "*"));
        assertEquals("[]", tester.text("KEYS", "none"));
    }

    @Test
    void keysLeavesOutWhatHasExpiredAndRemovesNothing() {
        tester.withString("a", "1").withString("b", "1").run("PEXPIRE", "a", "5");
        tester.advance(6);
        assertEquals("[\"b\"]", tester.text("KEYS", "*"));
        assertEquals(2, tester.database().size());
    }

    /** CVE-2022-36021: Redis's own regression patterns. */
    @Test
    void noPatternTakesLong() {
        tester.withString("a".repeat(40), "1").withString("a".repeat(50_000), "1");
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    assertEquals("[]", tester.text("KEYS", "a*".repeat(20) + "b"));
                    assertEquals("[]", tester.text("KEYS", "*?".repeat(50_000) + "b"));
                });
    }

    @Test
    void randomkeyFindsEveryKeyAndNoExpiredOne() {
        assertEquals("nil", tester.text("RANDOMKEY"));
        tester.withString("a", "1").withString("b", "1").withString("c", "1");
        tester.run("PEXPIRE", "c", "5");
        tester.advance(6);
        Set<String> found = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            found.add(tester.text("RANDOMKEY"));
        }
        assertEquals(Set.of("\"a\"", "\"b\""), found);
    }

    @Test
    void randomkeyOfExpiredKeysIsNothing() {
        for (int i = 0; i < 100; i++) {
            tester.withString("k" + i, "1").run("PEXPIRE", "k" + i, "5");
        }
        tester.advance(6);
        assertEquals("null", tester.protocol(3).text("RANDOMKEY"));
    }
}
