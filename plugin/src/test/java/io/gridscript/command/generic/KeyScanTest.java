package io.gridscript.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.CommandTester;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyScanTest {

    private final CommandTester tester = KeyTester.create();
    private final Random random = new Random(5);

    @Test
    void anEmptyDatabaseIsDoneAtOnce() {
        assertEquals("[\"0\", []]", tester.text("SCAN", "0"));
        assertEquals("[\"0\", []]", tester.text("SCAN", "18446744073709551615", "COUNT", "5"));
    }

    @Test
    void allKeysAreFoundWhateverTheCount() {
        populate(1000);
        assertEquals(1000, scan().size());
        assertEquals(1000, scan("COUNT", "5").size());
        assertEquals(1000, scan("COUNT", "9223372036854775807").size());
    }

    @Test
    void matchAndTypeChooseAmongThem() {
        populate(1000);
        tester.run("HSET", "key:hash", "f", "v");
        assertEquals(100, scan("MATCH", "key:1??").size());
        assertEquals(1000, scan("TYPE", "String").size());
        assertEquals(Set.of("key:hash"), scan("type", "hash", "match", "key:*", "count", "7"));
        assertEquals(Set.of(), scan("TYPE", "list"));
    }

    @Test
    void whatStaysIsReportedWhileKeysComeAndGo() {
        for (int round = 0; round < 20; round++) {
            tester.database().clear();
            populate(100 + random.nextInt(1000));
            Set<String> found = new HashSet<>();
            int step = 0;
            String cursor = "0";
            do {
                cursor = scanOnce(cursor, found, "COUNT", "3");
                churn(round, step++);
            } while (!cursor.equals("0"));
            for (int i = 0; i < 100; i++) {
                assertTrue(found.contains("key:" + i), "round " + round + " lacks key:" + i);
            }
        }
    }

    /** Rounds that add keys, rounds that remove all but the first hundred, and some of both. */
    private void churn(int round, int step) {
        if (round % 3 != 0) {
            for (int i = 0; i < 10; i++) {
                tester.withString("added:" + random.nextInt(3000), "v");
            }
        }
        if (round % 3 != 1 && step == round % 10) {
            for (int i = 100; i < 1100; i++) {
                tester.run("DEL", "key:" + i);
            }
        }
    }

    @Test
    void expiredKeysAreRemovedOnTheWay() {
        populate(50);
        tester.run("PEXPIRE", "key:7", "5");
        tester.advance(6);
        assertEquals(49, scan().size());
        assertEquals(49, tester.database().size());
    }

    @Test
    void expiredKeysThatAreNotAskedForStay() {
        populate(50);
        tester.run("HSET", "hash", "f", "v");
        tester.run("PEXPIRE", "hash", "5");
        tester.run("PEXPIRE", "key:7", "5");
        tester.advance(6);
        assertEquals(49, scan("TYPE", "string").size());
        assertEquals(50, tester.database().size());
        assertEquals(1, scan("MATCH", "key:1").size());
        assertEquals(50, tester.database().size());
    }

    @Test
    void wrongWordsAreRefused() {
        assertEquals("-ERR invalid cursor", tester.text("SCAN", "x", "bogus"));
        assertEquals("-ERR syntax error", tester.text("SCAN", "0", "bogus"));
        assertEquals("-ERR syntax error", tester.text("SCAN", "0", "MATCH"));
        assertEquals("-ERR syntax error", tester.text("SCAN", "0", "COUNT", "0"));
        assertEquals(
                "-ERR value is not an integer or out of range",
                tester.text("SCAN", "0", "COUNT", "x"));
        assertEquals("-ERR unknown type name 'Foo'", tester.text("SCAN", "0", "TYPE", "Foo"));
        assertEquals(
                "-ERR NOVALUES option can only be used in HSCAN",
                tester.text("SCAN", "0", "novalues"));
    }

    private void populate(int keys) {
        for (int i = 0; i < keys; i++) {
            tester.withString("key:" + i, "v");
        }
    }

    private Set<String> scan(String... options) {
        Set<String> found = new HashSet<>();
        String cursor = "0";
        do {
            cursor = scanOnce(cursor, found, options);
        } while (!cursor.equals("0"));
        return found;
    }

    private String scanOnce(String cursor, Set<String> found, String... options) {
        List<String> words = new ArrayList<>(List.of("SCAN", cursor));
        words.addAll(List.of(options));
        Aggregate reply = (Aggregate) tester.run(words.toArray(String[]::new));
        for (var key : ((Aggregate) reply.elements().get(1)).elements()) {
            found.add(((Bulk) key).text());
        }
        return ((Bulk) reply.elements().get(0)).text();
    }
}
