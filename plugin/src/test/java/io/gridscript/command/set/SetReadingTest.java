package io.gridscript.command.set;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetReadingTest {

    private final CommandTester tester = new CommandTester(SetCommands::register);

    @BeforeEach
    void fill() {
        tester.run("SADD", "s", "a", "1");
        tester.run("SADD", "integers", "1", "3");
    }

    @Test
    void membershipIsToldByNumbers() {
        assertEquals(":1", tester.text("SISMEMBER", "s", "a"));
        assertEquals(":0", tester.text("SISMEMBER", "s", "b"));
        assertEquals(":0", tester.text("SISMEMBER", "none", "a"));
        assertEquals("[:1, :0, :1]", tester.text("SMISMEMBER", "s", "a", "b", "1"));
        assertEquals("[:0, :0]", tester.text("SMISMEMBER", "none", "a", "b"));
        assertEquals("[:1, :0, :0]", tester.text("SMISMEMBER", "integers", "3", "03", "x"));
    }

    @Test
    void scardCounts() {
        assertEquals(":2", tester.text("SCARD", "s"));
        assertEquals(":0", tester.text("SCARD", "none"));
    }

    @Test
    void membersAreASetInResp3() {
        assertEquals("[\"a\", \"1\"]", tester.text("SMEMBERS", "s"));
        assertEquals("[]", tester.text("SMEMBERS", "none"));
        tester.protocol(3);
        assertEquals("~[\"a\", \"1\"]", tester.text("SMEMBERS", "s"));
        assertEquals("~[]", tester.text("SMEMBERS", "none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCARD", "SMEMBERS", "SPOP", "SRANDMEMBER", "SINTER", "SUNION"})
    void strangersAreRefused(String name) {
        tester.withString("string", "v");
        assertEquals(
                "-WRONGTYPE Operation against a key holding the wrong kind of value",
                tester.text(name, "string"));
    }
}
