package io.gridscript.command.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashReadingTest {

    private static final String WRONG_TYPE =
            "-WRONGTYPE Operation against a key holding the wrong kind of value";

    private final CommandTester tester = new CommandTester(HashCommands::register);

    @BeforeEach
    void fill() {
        tester.run("HSET", "h", "a", "1", "b", "two", "empty", "");
        tester.withString("s", "v");
    }

    @Test
    void hgetTellsNothingOfWhatIsMissing() {
        assertEquals("\"two\"", tester.text("HGET", "h", "b"));
        assertEquals("\"\"", tester.text("HGET", "h", "empty"));
        assertEquals("nil", tester.text("HGET", "h", "x"));
        assertEquals("nil", tester.text("HGET", "none", "a"));
        assertEquals("null", tester.protocol(3).text("HGET", "none", "a"));
    }

    @Test
    void hmgetHasAnAnswerForEveryField() {
        assertEquals("[\"two\", nil, \"1\"]", tester.text("HMGET", "h", "b", "x", "a"));
        assertEquals("[nil, nil]", tester.text("HMGET", "none", "a", "a"));
    }

    @Test
    void hexistsHlenAndHstrlenTellNumbers() {
        assertEquals(":1", tester.text("HEXISTS", "h", "empty"));
        assertEquals(":0", tester.text("HEXISTS", "h", "x"));
        assertEquals(":0", tester.text("HEXISTS", "none", "a"));
        assertEquals(":3", tester.text("HLEN", "h"));
        assertEquals(":0", tester.text("HLEN", "none"));
        assertEquals(":3", tester.text("HSTRLEN", "h", "b"));
        assertEquals(":0", tester.text("HSTRLEN", "h", "x"));
        assertEquals(":0", tester.text("HSTRLEN", "none", "b"));
    }

    @Test
    void listingsKeepTheOrderOfInsertion() {
        assertEquals("[\"a\", \"b\", \"empty\"]", tester.text("HKEYS", "h"));
        assertEquals("[\"1\", \"two\", \"\"]", tester.text("HVALS", "h"));
        assertEquals(
                "[\"a\", \"1\", \"b\", \"two\", \"empty\", \"\"]", tester.text("HGETALL", "h"));
    }

    @Test
    void hgetallIsAMapInResp3AndTheOthersAreNot() {
        tester.protocol(3);
        assertEquals(
                "%[\"a\", \"1\", \"b\", \"two\", \"empty\", \"\"]", tester.text("HGETALL", "h"));
        assertEquals("%[]", tester.text("HGETALL", "none"));
        assertEquals("[\"a\", \"b\", \"empty\"]", tester.text("HKEYS", "h"));
        assertEquals("[]", tester.text("HVALS", "none"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HGET s a",
                "HMGET s a",
                "HEXISTS s a",
                "HLEN s",
                "HSTRLEN s a",
                "HGETALL s",
                "HKEYS s",
                "HVALS s",
                "HSCAN s 0",
                "HRANDFIELD s",
                "HRANDFIELD s 1"
            })
    void strangersAreNoHashes(String command) {
        assertEquals(WRONG_TYPE, tester.text(command.split(" ")));
    }
}
