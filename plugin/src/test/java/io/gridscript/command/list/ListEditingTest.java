package io.gridscript.command.list;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListEditingTest {

    private final CommandTester tester = new CommandTester(ListCommands::register);

    @BeforeEach
    void push() {
        tester.run("RPUSH", "l", "a", "b", "a", "c", "a");
    }

    @Test
    void anElementIsReplaced() {
        assertEquals("+OK", tester.text("LSET", "l", "-2", "x"));
        assertEquals("\"x\"", tester.text("LINDEX", "l", "3"));
        assertEquals("-ERR index out of range", tester.text("LSET", "l", "5", "x"));
        assertEquals("-ERR no such key", tester.text("LSET", "none", "x", "x"));
    }

    @Test
    void anElementIsInsertedNextToTheFirstPivot() {
        assertEquals(":6", tester.text("LINSERT", "l", "before", "a", "x"));
        assertEquals(":7", tester.text("LINSERT", "l", "AFTER", "c", "y"));
        assertEquals(
                "[\"x\", \"a\", \"b\", \"a\", \"c\", \"y\", \"a\"]",
                tester.text("LRANGE", "l", "0", "-1"));
        assertEquals(":-1", tester.text("LINSERT", "l", "AFTER", "none", "y"));
        assertEquals(":0", tester.text("LINSERT", "none", "AFTER", "a", "y"));
        assertEquals("-ERR syntax error", tester.text("LINSERT", "l", "AT", "a", "y"));
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "2, 2", "-2, 2", "100, 3"})
    void equalElementsAreRemoved(String count, int removed) {
        assertEquals(":" + removed, tester.text("LREM", "l", count, "a"));
        assertEquals(":" + (5 - removed), tester.text("LLEN", "l"));
    }

    @Test
    void theLastOnesAreRemovedFirstWithACountBelowZero() {
        tester.run("LREM", "l", "-2", "a");
        assertEquals("[\"a\", \"b\", \"c\"]", tester.text("LRANGE", "l", "0", "-1"));
    }

    @Test
    void aListGoesWithItsLastElement() {
        tester.run("RPUSH", "m", "x", "x");
        tester.run("LREM", "m", "0", "x");
        tester.run("LTRIM", "l", "3", "1");
        assertEquals(0, tester.database().size());
        assertEquals("+OK", tester.text("LTRIM", "l", "0", "0"));
    }
}
