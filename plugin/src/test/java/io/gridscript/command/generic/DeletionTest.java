package io.gridscript.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeletionTest {

    private final CommandTester tester = KeyTester.create();

    @ParameterizedTest
    @ValueSource(strings = {"DEL", "UNLINK"})
    void keysThatWereThereAreCountedOnce(String command) {
        tester.withString("a", "1").withString("b", "2").run("HSET", "h", "f", "v");
        assertEquals(":3", tester.text(command, "a", "b", "h", "none", "a"));
        assertEquals(0, tester.database().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEL", "UNLINK"})
    void anExpiredKeyWasNotThere(String command) {
        tester.withString("a", "1").run("PEXPIRE", "a", "10");
        tester.advance(11);
        assertEquals(":0", tester.text(command, "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEL", "UNLINK"})
    void theDeadlineGoesWithTheKey(String command) {
        tester.withString("a", "1").run("EXPIRE", "a", "10");
        tester.run(command, "a");
        tester.withString("a", "2");
        assertEquals(":-1", tester.text("TTL", "a"));
    }
}
