package io.gridscript.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenamingTest {

    private final CommandTester tester = KeyTester.create();

    @Test
    void theValueAndItsDeadlineTakeTheNewName() {
        tester.run("HSET", "a", "f", "v");
        tester.run("EXPIRE", "a", "100");
        assertEquals("+OK", tester.text("RENAME", "a", "b"));
        assertEquals(":0", tester.text("EXISTS", "a"));
        assertEquals("\"v\"", tester.text("HGET", "b", "f"));
        assertEquals(":100", tester.text("TTL", "b"));
    }

    @Test
    void theDeadlineOfTheKeyInTheWayIsNotInherited() {
        tester.withString("b", "2").run("EXPIRE", "b", "100");
        tester.run("HSET", "a", "f", "v");
        assertEquals("+OK", tester.text("RENAME", "a", "b"));
        assertEquals("+hash", tester.text("TYPE", "b"));
        assertEquals(":-1", tester.text("TTL", "b"));
        assertEquals(1, tester.database().size());
    }

    @Test
    void renamenxNeverReplacesAKey() {
        tester.withString("b", "2").run("HSET", "a", "f", "v");
        assertEquals(":0", tester.text("RENAMENX", "a", "b"));
        assertEquals("+string", tester.text("TYPE", "b"));
        assertEquals(":1", tester.text("RENAMENX", "a", "c"));
        assertEquals("+hash", tester.text("TYPE", "c"));
    }

    @Test
    void anExpiredKeyIsNotInTheWay() {
        tester.withString("b", "2").run("PEXPIRE", "b", "1");
        tester.advance(2);
        tester.withString("a", "1");
        assertEquals(":1", tester.text("RENAMENX", "a", "b"));
    }

    @Test
    void aKeyMayKeepItsName() {
        tester.withString("a", "1").run("EXPIRE", "a", "100");
        assertEquals("+OK", tester.text("RENAME", "a", "a"));
        assertEquals(":0", tester.text("RENAMENX", "a", "a"));
        assertEquals(":100", tester.text("TTL", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RENAME", "RENAMENX"})
    void aMissingKeyHasNoName(String command) {
        tester.withString("b", "2");
        assertEquals("-ERR no such key", tester.text(command, "a", "b"));
        assertEquals("-ERR no such key", tester.text(command, "a", "a"));
    }
}
