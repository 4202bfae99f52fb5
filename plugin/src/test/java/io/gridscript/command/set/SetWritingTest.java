package io.gridscript.command.set;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetWritingTest {

    private static final String WRONG_TYPE =
            "-WRONGTYPE Operation against a key holding the wrong kind of value";

    private final CommandTester tester = new CommandTester(SetCommands::register);

    @Test
    void saddCountsNewMembersOnly() {
        assertEquals(":2", tester.text("SADD", "s", "a", "b", "a"));
        assertEquals(":1", tester.text("SADD", "s", "b", "c"));
        assertEquals(":0", tester.text("SADD", "s", "a"));
        assertEquals("[\"a\", \"b\", \"c\"]", tester.text("SMEMBERS", "s"));
    }

    @Test
    void sremCountsMembersThatWereThere() {
        tester.run("SADD", "s", "a", "b", "c");
        assertEquals(":2", tester.text("SREM", "s", "a", "x", "b", "a"));
        assertEquals(":0", tester.text("SREM", "none", "a"));
    }

    @Test
    void theKeyGoesWithItsLastMember() {
        tester.run("SADD", "s", "1", "2");
        assertEquals(":2", tester.text("SREM", "s", "1", "2", "3"));
        assertEquals(0, tester.database().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "a"})
    void smoveTakesAMemberFromOneSetToAnother(String member) {
        tester.run("SADD", "from", member);
        assertEquals(":1", tester.text("SMOVE", "from", "to", member));
        assertEquals("[\"" + member + "\"]", tester.text("SMEMBERS", "to"));
        assertEquals(1, tester.database().size());
    }

    @Test
    void smoveIntoTheSameSetOnlyTellsWhetherTheMemberIsThere() {
        tester.run("SADD", "s", "a");
        long sequence = tester.keyspace().effects().sequence();
        assertEquals(":1", tester.text("SMOVE", "s", "s", "a"));
        assertEquals(":0", tester.text("SMOVE", "s", "s", "b"));
        assertEquals(sequence, tester.keyspace().effects().sequence());
    }

    @Test
    void smoveOfAMemberThatTheOtherSetHasRemovesItHere() {
        tester.run("SADD", "from", "a", "b");
        tester.run("SADD", "to", "b");
        assertEquals(":1", tester.text("SMOVE", "from", "to", "b"));
        assertEquals(":0", tester.text("SMOVE", "from", "to", "b"));
        assertEquals("[\"a\"]", tester.text("SMEMBERS", "from"));
        assertEquals("[\"b\"]", tester.text("SMEMBERS", "to"));
    }

    @Test
    void strangersAreLeftAlone() {
        tester.withString("string", "v");
        assertEquals(WRONG_TYPE, tester.text("SADD", "string", "a"));
        assertEquals(WRONG_TYPE, tester.text("SREM", "string", "a"));
        assertEquals(WRONG_TYPE, tester.text("SMOVE", "string", "s", "a"));
        assertEquals(":0", tester.text("SMOVE", "none", "string", "a"));
        tester.run("SADD", "s", "a");
        assertEquals(WRONG_TYPE, tester.text("SMOVE", "s", "string", "x"));
    }

    @Test
    void membersAreBytes() {
        tester.run("SADD", "s", "\0\r\n\u00ff");
        assertEquals("[\"\\x00\\r\\n\\xff\"]", tester.text("SMEMBERS", "s"));
    }

    @Test
    void integersShowSortedUntilSomethingElseComes() {
        tester.run("SADD", "s", "10", "9", "-1");
        assertEquals("intset", encoding("s"));
        assertEquals("[\"-1\", \"9\", \"10\"]", tester.text("SMEMBERS", "s"));
        tester.run("SADD", "s", "x", "0");
        assertEquals("listpack", encoding("s"));
        assertEquals("[\"-1\", \"9\", \"10\", \"x\", \"0\"]", tester.text("SMEMBERS", "s"));
    }

    @Test
    void theLimitsOfRedisDecideTheEncoding() {
        addRange("integers", 512);
        assertEquals("intset", encoding("integers"));
        tester.run("SADD", "integers", "-1");
        assertEquals("hashtable", encoding("integers"));
        addRange("many", 513);
        assertEquals("hashtable", encoding("many"));
        tester.run("SADD", "words", "x");
        addRange("words", 127);
        assertEquals("listpack", encoding("words"));
        tester.run("SADD", "words", "-1");
        assertEquals("hashtable", encoding("words"));
        tester.run("SADD", "long", "x".repeat(65));
        assertEquals("hashtable", encoding("long"));
    }

    private void addRange(String key, int end) {
        List<String> words = new ArrayList<>(List.of("SADD", key));
        for (int i = 0; i < end; i++) {
            words.add(String.valueOf(i));
        }
        tester.run(words.toArray(String[]::new));
    }

    private String encoding(String key) {
        return tester.database().peek(Ascii.bytes(key)).value().encoding();
    }
}
