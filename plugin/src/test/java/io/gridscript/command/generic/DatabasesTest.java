package io.gridscript.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import org.junit.jupiter.api.Test;

class DatabasesTest {

    private static final String NOT_AN_INTEGER = "-ERR value is not an integer or out of range";

    private final CommandTester tester = KeyTester.create();

    @Test
    void moveTakesValueAndDeadlineAlong() {
        tester.run("HSET", "h", "f", "v");
        tester.run("EXPIRE", "h", "100");
        assertEquals(":1", tester.text("MOVE", "h", "10"));
        assertEquals(":-2", tester.text("TTL", "h"));
        tester.select(10);
        assertEquals(":100", tester.text("TTL", "h"));
        assertEquals("\"v\"", tester.text("HGET", "h", "f"));
    }

    @Test
    void moveNeverReplacesAKey() {
        tester.select(10).withString("a", "there").select(0).run("HSET", "a", "f", "v");
        assertEquals(":0", tester.text("MOVE", "a", "10"));
        assertEquals("+hash", tester.text("TYPE", "a"));
        assertEquals(":0", tester.text("MOVE", "none", "10"));
    }

    @Test
    void moveNeedsAnotherDatabase() {
        tester.withString("a", "1");
        assertEquals(
                "-ERR source and destination objects are the same", tester.text("MOVE", "a", "0"));
        assertEquals("-ERR DB index is out of range", tester.text("MOVE", "a", "16"));
        assertEquals(NOT_AN_INTEGER, tester.text("MOVE", "a", "notanumber"));
        assertEquals(
                "-ERR value is out of range, value must between -2147483648 and 2147483647",
                tester.text("MOVE", "a", "2147483648"));
    }

    @Test
    void swapdbExchangesAllKeys() {
        tester.withString("a", "1").run("EXPIRE", "a", "100");
        tester.select(1).withString("b", "2");
        assertEquals("+OK", tester.text("SWAPDB", "0", "1"));
        assertEquals("[\"a\"]", tester.text("KEYS", "*"));
        assertEquals(":100", tester.text("TTL", "a"));
        assertEquals("[\"b\"]", tester.select(0).text("KEYS", "*"));
        assertEquals("+OK", tester.text("SWAPDB", "0", "0"));
        assertEquals("[\"b\"]", tester.text("KEYS", "*"));
    }

    @Test
    void swapdbNamesTheWrongIndex() {
        assertEquals("-ERR DB index is out of range", tester.text("SWAPDB", "44", "55"));
        assertEquals("-ERR DB index is out of range", tester.text("SWAPDB", "0", "-1"));
        assertEquals("-ERR invalid second DB index", tester.text("SWAPDB", "44", "a"));
        assertEquals("-ERR invalid first DB index", tester.text("SWAPDB", "a", "b"));
        assertEquals("-ERR invalid first DB index", tester.text("SWAPDB", "2147483648", "0"));
    }

    @Test
    void withSlotsThereIsOneDatabase() {
        CommandTester cluster = KeyTester.create(true).withString("a", "1");
        assertEquals("-ERR MOVE is not allowed in cluster mode", cluster.text("MOVE", "a", "x"));
        assertEquals(
                "-ERR SWAPDB is not allowed in cluster mode", cluster.text("SWAPDB", "0", "1"));
    }
}
