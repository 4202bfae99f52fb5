package io.gridscript.command.sortedset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import io.gridscript.reply.Ascii;
import org.junit.jupiter.api.Test;

class ScoringTest {

    private final CommandTester tester = new CommandTester(SortedSetCommands::register);

    @Test
    void zaddCountsNewMembersAndWithChChangedOnesToo() {
        assertEquals(":2", tester.text("ZADD", "z", "1", "a", "2", "b"));
        assertEquals(":1", tester.text("ZADD", "z", "3", "a", "4", "c"));
        assertEquals(":2", tester.text("ZADD", "z", "CH", "5", "a", "4", "c", "1", "d"));
    }

    @Test
    void conditionsDecideWhatIsScored() {
        tester.run("ZADD", "z", "5", "a");
        assertEquals(":1", tester.text("ZADD", "z", "NX", "1", "a", "1", "b"));
        assertEquals(":0", tester.text("ZADD", "z", "XX", "6", "a", "1", "c"));
        assertEquals(":0", tester.text("ZADD", "z", "GT", "CH", "6", "a"));
        assertEquals(":1", tester.text("ZADD", "z", "GT", "CH", "7", "a", "0", "b"));
        assertEquals(":1", tester.text("ZADD", "z", "LT", "CH", "7", "a", "0", "b"));
        assertEquals(
                "[\"b\", \"0\", \"a\", \"7\"]",
                tester.text("ZRANGE", "z", "0", "-1", "WITHSCORES"));
    }

    @Test
    void xxMakesNoKey() {
        assertEquals(":0", tester.text("ZADD", "z", "XX", "1", "a"));
        assertEquals("nil", tester.text("ZADD", "z", "XX", "INCR", "1", "a"));
        assertEquals(0, tester.database().size());
    }

    @Test
    void incrAnswersTheScoreOrNothing() {
        assertEquals("\"1.5\"", tester.text("ZADD", "z", "INCR", "1.5", "a"));
        assertEquals("nil", tester.text("ZADD", "z", "NX", "INCR", "1", "a"));
        assertEquals("nil", tester.text("ZADD", "z", "LT", "INCR", "1", "a"));
        assertEquals("\"2.5\"", tester.text("ZADD", "z", "GT", "INCR", "1", "a"));
        assertEquals(",2.5", tester.protocol(3).text("ZINCRBY", "z", "0", "a"));
    }

    @Test
    void infinitiesOfBothSignsAreNoSum() {
        tester.run("ZADD", "z", "inf", "a");
        String error = "-ERR resulting score is not a number (NaN)";
        assertEquals(error, tester.text("ZINCRBY", "z", "-inf", "a"));
        assertEquals(error, tester.text("ZADD", "z", "INCR", "-inf", "a"));
        assertEquals("\"inf\"", tester.text("ZSCORE", "z", "a"));
    }

    @Test
    void contradictionsAreRefused() {
        assertEquals(
                "-ERR XX and NX options at the same time are not compatible",
                tester.text("ZADD", "z", "NX", "XX", "1", "a"));
        String compared = "-ERR GT, LT, and/or NX options at the same time are not compatible";
        assertEquals(compared, tester.text("ZADD", "z", "GT", "LT", "1", "a"));
        assertEquals(compared, tester.text("ZADD", "z", "NX", "GT", "1", "a"));
        assertEquals(
                "-ERR INCR option supports a single increment-element pair",
                tester.text("ZADD", "z", "INCR", "1", "a", "2", "b"));
        assertEquals("-ERR syntax error", tester.text("ZADD", "z", "NX", "XX", "1"));
        assertEquals("-ERR syntax error", tester.text("ZINCRBY", "z", "NX", "a"));
    }

    @Test
    void aWrongScoreIsRefusedBeforeAnythingChanges() {
        String error = "-ERR value is not a valid float";
        assertEquals(error, tester.text("ZADD", "z", "1", "a", "x", "b"));
        assertEquals(error, tester.text("ZADD", "z", "nan", "a"));
        assertEquals(error, tester.text("ZINCRBY", "z", "", "a"));
        assertEquals(0, tester.database().size());
    }

    @Test
    void strangersAreLeftAlone() {
        tester.withString("s", "v");
        String error = "-WRONGTYPE Operation against a key holding the wrong kind of value";
        assertEquals(error, tester.text("ZADD", "s", "1", "a"));
        assertEquals(error, tester.text("ZADD", "s", "XX", "1", "a"));
        assertEquals("-ERR value is not a valid float", tester.text("ZADD", "s", "x", "a"));
    }

    @Test
    void membersThatComeTwiceCountTwiceForTheEncoding() {
        tester.limits().zsetMaxListpackEntries(2);
        tester.run("ZADD", "z", "1", "a", "1", "a", "1", "b");
        assertEquals("skiplist", encoding("z"));
        tester.run("ZADD", "y", "1", "a");
        tester.run("ZADD", "y", "1", "b", "2", "b", "3", "b");
        assertEquals("skiplist", encoding("y"));
        tester.run("ZADD", "x", "1", "a", "2", "b");
        assertEquals("listpack", encoding("x"));
    }

    private String encoding(String key) {
        return tester.database().stored(Ascii.bytes(key)).value().encoding();
    }
}
