package io.gridscript.command.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashWritingTest {

    private static final String WRONG_TYPE =
            "-WRONGTYPE Operation against a key holding the wrong kind of value";

    private final CommandTester tester = new CommandTester(HashCommands::register);

    @Test
    void hsetCountsNewFieldsOnly() {
        assertEquals(":2", tester.text("HSET", "h", "a", "1", "b", "2"));
        assertEquals(":1", tester.text("HSET", "h", "a", "3", "c", "4"));
        assertEquals(":0", tester.text("HSET", "h", "a", "5"));
        assertEquals("[\"a\", \"5\", \"b\", \"2\", \"c\", \"4\"]", tester.text("HGETALL", "h"));
    }

    @Test
    void hsetTakesTheLastOfTwoValuesForAField() {
        assertEquals(":1", tester.text("HSET", "h", "a", "1", "a", "2"));
        assertEquals("\"2\"", tester.text("HGET", "h", "a"));
    }

    @Test
    void hmsetAnswersOk() {
        assertEquals("+OK", tester.text("HMSET", "h", "a", "1", "b", "2"));
        assertEquals(":2", tester.text("HLEN", "h"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hset", "hmset"})
    void aFieldWithoutValueIsRefusedBeforeAnythingChanges(String name) {
        String error = "-ERR wrong number of arguments for '" + name + "' command";
        assertEquals(error, tester.text(name.toUpperCase(Locale.ROOT), "h", "a", "1", "b"));
        assertEquals(error, tester.text(name, "h", "a"));
        assertEquals(":0", tester.text("HLEN", "h"));
    }

    @Test
    void hsetnxKeepsAnExistingField() {
        assertEquals(":1", tester.text("HSETNX", "h", "a", "1"));
        assertEquals(":0", tester.text("HSETNX", "h", "a", "2"));
        assertEquals("\"1\"", tester.text("HGET", "h", "a"));
    }

    @Test
    void hdelCountsFieldsThatWereThere() {
        tester.run("HSET", "h", "a", "1", "b", "2", "c", "3");
        assertEquals(":2", tester.text("HDEL", "h", "a", "x", "b", "a"));
        assertEquals(":0", tester.text("HDEL", "none", "a"));
    }

    @Test
    void theKeyGoesWithItsLastField() {
        tester.run("HSET", "h", "a", "1", "b", "2");
        assertEquals(":2", tester.text("HDEL", "h", "a", "b", "c"));
        assertEquals(0, tester.database().size());
    }

    @Test
    void aFieldThatComesBackIsLast() {
        tester.run("HSET", "h", "a", "1", "b", "2");
        tester.run("HDEL", "h", "a");
        tester.run("HSET", "h", "a", "3");
        assertEquals("[\"b\", \"a\"]", tester.text("HKEYS", "h"));
    }

    @Test
    void strangersAreLeftAlone() {
        tester.withString("s", "v");
        assertEquals(WRONG_TYPE, tester.text("HSET", "s", "a", "1"));
        assertEquals(WRONG_TYPE, tester.text("HMSET", "s", "a", "1"));
        assertEquals(WRONG_TYPE, tester.text("HSETNX", "s", "a", "1"));
        assertEquals(WRONG_TYPE, tester.text("HDEL", "s", "a"));
    }

    @Test
    void namesAndValuesAreBytes() {
        tester.run("HSET", "h", "\0\r\n\u00ff", "\u0080\0");
        assertEquals("\"\\x80\\x00\"", tester.text("HGET", "h", "\0\r\n\u00ff"));
    }

    @Test
    void manyFieldsMakeItAHashtable() {
        tester.limits().hashMaxListpackEntries(2);
        tester.run("HSET", "h", "a", "1", "b", "2");
        assertEquals("listpack", encoding());
        tester.run("HSET", "h", "c", "3");
        assertEquals("hashtable", encoding());
        tester.run("HDEL", "h", "b", "c");
        assertEquals("hashtable", encoding());
    }

    @Test
    void aLongNameOrValueMakesItAHashtable() {
        tester.limits().hashMaxListpackValue(4);
        tester.run("HSET", "h", "four", "1234");
        assertEquals("listpack", encoding());
        tester.run("HSET", "h", "a", "12345");
        assertEquals("hashtable", encoding());
    }

    private String encoding() {
        return tester.database().peek(new byte[] {'h'}).value().encoding();
    }
}
