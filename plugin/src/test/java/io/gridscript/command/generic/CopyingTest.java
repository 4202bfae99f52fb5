package io.gridscript.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyingTest {

    private final CommandTester tester = KeyTester.create();

    @BeforeEach
    void fill() {
        tester.run("HSET", "h", "f", "v");
    }

    @Test
    void aCopyLeadsItsOwnLife() {
        assertEquals(":1", tester.text("COPY", "h", "copy"));
        tester.run("HSET", "copy", "f", "other");
        tester.run("HSET", "h", "g", "more");
        assertEquals("[\"f\", \"other\"]", tester.text("HGETALL", "copy"));
        assertEquals("[\"f\", \"v\", \"g\", \"more\"]", tester.text("HGETALL", "h"));
    }

    @Test
    void theDeadlineIsCopied() {
        tester.run("EXPIRE", "h", "100");
        tester.run("COPY", "h", "copy");
        assertEquals(":100", tester.text("TTL", "copy"));
        tester.run("PERSIST", "h");
        tester.run("COPY", "h", "copy", "REPLACE");
        assertEquals(":-1", tester.text("TTL", "copy"));
    }

    @Test
    void onlyReplaceReplaces() {
        tester.withString("s", "1");
        assertEquals(":0", tester.text("COPY", "h", "s"));
        assertEquals("+string", tester.text("TYPE", "s"));
        assertEquals(":1", tester.text("COPY", "h", "s", "replace"));
        assertEquals("+hash", tester.text("TYPE", "s"));
        assertEquals(":0", tester.text("COPY", "none", "s", "REPLACE"));
    }

    @Test
    void anotherDatabaseMayTakeTheSameName() {
        assertEquals(":1", tester.text("COPY", "h", "h", "DB", "3"));
        assertEquals("\"v\"", tester.select(3).text("HGET", "h", "f"));
        assertEquals(":0", tester.text("COPY", "h", "h", "DB", "0"));
        assertEquals(":1", tester.text("COPY", "h", "h", "db", "0", "REPLACE"));
    }

    @Test
    void aKeyIsNoCopyOfItself() {
        String error = "-ERR source and destination objects are the same";
        assertEquals(error, tester.text("COPY", "h", "h"));
        assertEquals(error, tester.text("COPY", "none", "none", "DB", "0", "REPLACE"));
    }

    @Test
    void wrongOptionsAreRefused() {
        assertEquals("-ERR syntax error", tester.text("COPY", "h", "x", "DB"));
        assertEquals("-ERR syntax error", tester.text("COPY", "h", "x", "bogus"));
        assertEquals("-ERR DB index is out of range", tester.text("COPY", "h", "x", "DB", "16"));
        assertEquals("-ERR DB index is out of range", tester.text("COPY", "h", "x", "DB", "-1"));
        assertEquals(
                "-ERR value is not an integer or out of range",
                tester.text("COPY", "h", "x", "DB", "notanumber"));
    }

    @Test
    void withSlotsThereIsOneDatabase() {
        CommandTester cluster = KeyTester.create(true).withString("a", "1");
        assertEquals(":1", cluster.text("COPY", "a", "b", "DB", "0"));
        assertEquals(
                "-ERR Copying to another database is not allowed in cluster mode",
                cluster.text("COPY", "a", "c", "DB", "1"));
    }
}
