package io.gridscript.command.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gridscript.command.CommandTester;
import io.gridscript.reply.Ascii;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListPoppingTest {

    private final CommandTester tester = new CommandTester(ListCommands::register);

    @BeforeEach
    void push() {
        tester.run("RPUSH", "l", "a", "b", "c", "d", "e");
    }

    @Test
    void oneElementIsTakenFromEachEnd() {
        assertEquals("\"a\"", tester.text("LPOP", "l"));
        assertEquals("\"e\"", tester.text("RPOP", "l"));
        assertEquals(tester.text("LINDEX", "none", "0"), tester.text("LPOP", "none"));
    }

    @Test
    void severalElementsComeInTheOrderInWhichTheyAreTaken() {
        assertEquals("[\"a\", \"b\"]", tester.text("LPOP", "l", "2"));
        assertEquals("[\"e\", \"d\", \"c\"]", tester.text("RPOP", "l", "9"));
        assertNull(tester.database().peek(Ascii.bytes("l")));
    }

    @Test
    void aCountIsNotNegative() {
        String error = "-ERR value is out of range, must be positive";
        assertEquals(error, tester.text("LPOP", "l", "-1"));
        assertEquals(error, tester.text("RPOP", "none", "x"));
        assertEquals("[]", tester.text("LPOP", "l", "0"));
        assertEquals(
                "-ERR wrong number of arguments for 'lpop' command",
                tester.text("LPOP", "l", "1", "2"));
    }

    @Test
    void theFirstListOfSeveralIsTakenFrom() {
        assertEquals(
                "[\"l\", [\"a\", \"b\"]]",
                tester.text("LMPOP", "2", "none", "l", "LEFT", "COUNT", "2"));
        assertEquals("[\"l\", [\"e\"]]", tester.text("LMPOP", "1", "l", "right"));
    }

    @Test
    void aRequestForSeveralListsIsChecked() {
        assertEquals(
                "-ERR numkeys should be greater than 0", tester.text("LMPOP", "0", "l", "LEFT"));
        assertEquals(
                "-ERR count should be greater than 0",
                tester.text("LMPOP", "1", "l", "LEFT", "COUNT", "0"));
        assertEquals("-ERR syntax error", tester.text("LMPOP", "2", "l", "LEFT"));
        assertEquals("-ERR syntax error", tester.text("LMPOP", "9223372036854775807", "l", "LEFT"));
        assertEquals("-ERR syntax error", tester.text("LMPOP", "1", "l", "MIDDLE"));
    }

    @Test
    void anElementMovesFromListToList() {
        assertEquals("\"a\"", tester.text("LMOVE", "l", "m", "LEFT", "RIGHT"));
        assertEquals("\"e\"", tester.text("RPOPLPUSH", "l", "m"));
        assertEquals("[\"e\", \"a\"]", tester.text("LRANGE", "m", "0", "-1"));
        assertEquals("[\"b\", \"c\", \"d\"]", tester.text("LRANGE", "l", "0", "-1"));
    }

    @Test
    void anElementMovesWithinAList() {
        assertEquals("\"a\"", tester.text("LMOVE", "l", "l", "LEFT", "RIGHT"));
        assertEquals("[\"b\", \"c\", \"d\", \"e\", \"a\"]", tester.text("LRANGE", "l", "0", "-1"));
        tester.run("RPUSH", "one", "x");
        assertEquals("\"x\"", tester.text("RPOPLPUSH", "one", "one"));
        assertEquals("[\"x\"]", tester.text("LRANGE", "one", "0", "-1"));
    }

    @Test
    void whatIsNoListIsNotMovedTo() {
        tester.withString("s", "1");
        assertEquals(
                "-WRONGTYPE Operation against a key holding the wrong kind of value",
                tester.text("LMOVE", "l", "s", "LEFT", "LEFT"));
        assertEquals(":5", tester.text("LLEN", "l"));
    }
}
