package io.gridscript.command.list;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListPushingTest {

    private final CommandTester tester = new CommandTester(ListCommands::register);

    @Test
    void elementsArePushedOneAfterTheOther() {
        assertEquals(":2", tester.text("RPUSH", "l", "a", "b"));
        assertEquals(":4", tester.text("LPUSH", "l", "c", "d"));
        assertEquals("[\"d\", \"c\", \"a\", \"b\"]", tester.text("LRANGE", "l", "0", "-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LPUSHX", "RPUSHX"})
    void nothingIsPushedWhereNoListIs(String command) {
        assertEquals(":0", tester.text(command, "l", "a", "b"));
        assertEquals(":0", tester.text("LLEN", "l"));
        tester.run("RPUSH", "l", "x");
        assertEquals(":3", tester.text(command, "l", "a", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LPUSH", "RPUSH", "LPUSHX", "RPUSHX"})
    void aStringTakesNoElements(String command) {
        tester.withString("s", "1");
        assertEquals(
                "-WRONGTYPE Operation against a key holding the wrong kind of value",
                tester.text(command, "s", "a"));
    }
}
