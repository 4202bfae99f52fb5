package io.gridscript.command.list;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import io.gridscript.command.generic.GenericCommands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What key commands make of a list. */
class ListKeyTest {

    private final CommandTester tester =
            new CommandTester(ListCommands::register, new GenericCommands(false)::register);

    @BeforeEach
    void push() {
        tester.limits().listMaxListpackSize(2);
        tester.run("RPUSH", "l", "a", "b");
    }

    @Test
    void typeAndEncodingAreTold() {
        assertEquals("+list", tester.text("TYPE", "l"));
        assertEquals("\"listpack\"", tester.text("OBJECT", "ENCODING", "l"));
        tester.run("RPUSH", "l", "c");
        assertEquals("\"quicklist\"", tester.text("OBJECT", "ENCODING", "l"));
        tester.withString("s", "1");
        assertEquals("[\"0\", [\"l\"]]", tester.text("SCAN", "0", "TYPE", "list"));
    }

    @Test
    void itIsCopiedMovedAndRenamed() {
        assertEquals(":1", tester.text("COPY", "l", "copy"));
        tester.run("LPOP", "l");
        assertEquals("[\"a\", \"b\"]", tester.text("LRANGE", "copy", "0", "-1"));
        assertEquals("+OK", tester.text("RENAME", "copy", "l"));
        assertEquals(":1", tester.text("MOVE", "l", "1"));
        tester.select(1);
        assertEquals("[\"a\", \"b\"]", tester.text("LRANGE", "l", "0", "-1"));
    }
}
