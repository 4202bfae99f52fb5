package io.gridscript.command.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.CommandTester;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HashScanTest {

    private final CommandTester tester = new CommandTester(HashCommands::register);

    @Test
    void aSmallHashComesWholeAndInOrder() {
        tester.run("HSET", "h", "a", "1", "b", "2", "c", "3");
        assertEquals(
                "[\"0\", [\"a\", \"1\", \"b\", \"2\", \"c\", \"3\"]]",
                tester.text("HSCAN", "h", "0", "COUNT", "1"));
        assertEquals("[\"0\", [\"a\", \"b\", \"c\"]]", tester.text("HSCAN", "h", "7", "NOVALUES"));
    }

    @Test
    void matchLooksAtFieldsAndNotAtValues() {
        tester.run("HSET", "h", "foo", "1", "bar", "foo", "foobar", "3");
        assertEquals(
                "[\"0\", [\"foo\", \"1\", \"foobar\", \"3\"]]",
                tester.text("HSCAN", "h", "0", "match", "foo*"));
    }

    @Test
    void aMissingHashIsEmptyWhateverTheOptions() {
        assertEquals("[\"0\", []]", tester.text("HSCAN", "none", "0", "bogus"));
        assertEquals("-ERR invalid cursor", tester.text("HSCAN", "none", "x"));
    }

    @Test
    void wrongOptionsAreRefused() {
        tester.run("HSET", "h", "a", "1");
        String integer = "-ERR value is not an integer or out of range";
        assertEquals("-ERR syntax error", tester.text("HSCAN", "h", "0", "COUNT", "0"));
        assertEquals(integer, tester.text("HSCAN", "h", "0", "COUNT", "x"));
        assertEquals("-ERR syntax error", tester.text("HSCAN", "h", "0", "COUNT"));
        assertEquals("-ERR syntax error", tester.text("HSCAN", "h", "0", "TYPE", "hash"));
    }

    @Test
    void aLargeHashComesInPartsOfAboutCount() {
        fill(1000);
        Aggregate reply = (Aggregate) tester.run("HSCAN", "h", "0", "COUNT", "20", "NOVALUES");
        int part = ((Aggregate) reply.elements().get(1)).elements().size();
        assertTrue(part >= 20 && part < 100, "got " + part);
        assertEquals(1000, scan(() -> {}).size());
    }

    @Test
    void whatStaysIsReportedHoweverTheHashGrowsAndShrinks() {
        Random random = new Random(1);
        for (int round = 0; round < 20; round++) {
            tester.database().clear();
            fill(100 + random.nextInt(1000));
            int[] added = {0};
            boolean grows = round % 2 == 0;
            Set<String> found =
                    scan(
                            () -> {
                                for (int i = 0; i < 50; i++) {
                                    String field =
                                            grows ? "x" + added[0]++ : "f" + (1200 - added[0]++);
                                    if (grows) {
                                        tester.run("HSET", "h", field, "");
                                    } else if (!isAmongFirst(field)) {
                                        tester.run("HDEL", "h", field);
                                    }
                                }
                            });
            for (int i = 0; i < 100; i++) {
                assertTrue(found.contains("f" + i), "round " + round + " lacks f" + i);
            }
        }
    }

    private static boolean isAmongFirst(String field) {
        return Integer.parseInt(field.substring(1)) < 100;
    }

    private void fill(int fields) {
        tester.limits().hashMaxListpackEntries(64);
        for (int i = 0; i < fields; i++) {
            tester.run("HSET", "h", "f" + i, "v" + i);
        }
    }

    private Set<String> scan(Runnable meanwhile) {
        Set<String> found = new HashSet<>();
        String cursor = "0";
        do {
            Aggregate reply = (Aggregate) tester.run("HSCAN", "h", cursor, "NOVALUES");
            cursor = ((Bulk) reply.elements().get(0)).text();
            List<Value> fields = ((Aggregate) reply.elements().get(1)).elements();
            fields.forEach(field -> found.add(((Bulk) field).text()));
            meanwhile.run();
        } while (!cursor.equals("0"));
        return found;
    }
}
