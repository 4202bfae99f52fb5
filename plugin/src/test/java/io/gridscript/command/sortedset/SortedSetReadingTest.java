package io.gridscript.command.sortedset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import io.gridscript.command.set.SetCommands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedSetReadingTest {

    private final CommandTester tester = new CommandTester(SortedSetCommands::register);

    @BeforeEach
    void fill() {
        tester.run("ZADD", "z", "1", "a", "2.5", "b", "3", "c");
        tester.withString("s", "v");
    }

    @Test
    void ranksComeWithScoresOnDemand() {
        assertEquals(":1", tester.text("ZRANK", "z", "b"));
        assertEquals(":2", tester.text("ZREVRANK", "z", "a"));
        assertEquals("[:1, \"2.5\"]", tester.text("ZRANK", "z", "b", "withscore"));
        assertEquals("nil", tester.text("ZRANK", "z", "x"));
        assertEquals("nil-array", tester.text("ZRANK", "z", "x", "WITHSCORE"));
        assertEquals("-ERR syntax error", tester.text("ZRANK", "z", "b", "WITHSCORES"));
        assertEquals(
                "-ERR wrong number of arguments for 'zrank' command",
                tester.text("ZRANK", "z", "b", "WITHSCORE", "x"));
        tester.protocol(3);
        assertEquals("[:0, ,3]", tester.text("ZREVRANK", "z", "c", "WITHSCORE"));
        assertEquals("null", tester.text("ZREVRANK", "z", "x", "WITHSCORE"));
    }

    @Test
    void membersOfASetCountOneEach() {
        CommandTester both =
                new CommandTester(
                        table -> {
                            SortedSetCommands.register(table);
                            SetCommands.register(table);
                        });
        both.run("ZADD", "z", "2", "a");
        both.run("SADD", "set", "a", "b");
        assertEquals(
                "[\"b\", \"1\", \"a\", \"3\"]", both.text("ZUNION", "2", "set", "z", "WITHSCORES"));
        assertEquals("[\"a\"]", both.text("ZINTER", "2", "z", "set"));
        assertEquals("[\"b\"]", both.text("ZDIFF", "2", "set", "z"));
        assertEquals(":1", both.text("ZINTERSTORE", "to", "2", "z", "set"));
    }

    @Test
    void scoresAreDoublesInResp3AndPairsAreNested() {
        assertEquals(
                "[\"a\", \"1\", \"b\", \"2.5\"]",
                tester.text("ZRANGE", "z", "0", "1", "WITHSCORES"));
        assertEquals("[\"1\", nil]", tester.text("ZMSCORE", "z", "a", "x"));
        tester.protocol(3);
        assertEquals(
                "[[\"a\", ,1], [\"b\", ,2.5]]", tester.text("ZRANGE", "z", "0", "1", "WITHSCORES"));
        assertEquals("[,1, null]", tester.text("ZMSCORE", "z", "a", "x"));
        assertEquals("[\"a\", ,1]", tester.text("ZPOPMIN", "z"));
        assertEquals("[[\"b\", ,2.5]]", tester.text("ZPOPMIN", "z", "1"));
        assertEquals("[\"z\", [[\"c\", ,3]]]", tester.text("ZMPOP", "1", "z", "MAX"));
        assertEquals("null", tester.text("ZMPOP", "1", "z", "MAX"));
        assertEquals("[]", tester.text("ZPOPMIN", "z"));
    }

    @Test
    void scoresHaveTheFewestDigits() {
        tester.run("ZADD", "d", "0.1", "a", "1e20", "b", "-1e-9", "c");
        assertEquals("\"0.1\"", tester.text("ZSCORE", "d", "a"));
        assertEquals("\"1e+20\"", tester.text("ZSCORE", "d", "b"));
        assertEquals("\"-1e-9\"", tester.text("ZSCORE", "d", "c"));
    }

    @Test
    void zscanTellsSeventeenDigitsOfALargeSet() {
        tester.run("ZADD", "d", "0.1", "a", "1e20", "b", "-1e-9", "c", "-0", "e");
        String small = "[\"0\", [\"a\", \"0.1\"]]";
        assertEquals(small, tester.text("ZSCAN", "d", "0", "MATCH", "a"));
        tester.run("ZADD", "d", "-0", "x".repeat(65), "-inf", "f");
        tester.protocol(3);
        assertEquals(
                "[\"0\", [\"a\", \"0.10000000000000001\"]]",
                tester.text("ZSCAN", "d", "0", "MATCH", "a", "COUNT", "100"));
        assertEquals(
                "[\"0\", [\"b\", \"1e+20\"]]",
                tester.text("ZSCAN", "d", "0", "MATCH", "b", "COUNT", "100"));
        assertEquals(
                "[\"0\", [\"c\", \"-1.0000000000000001e-09\"]]",
                tester.text("ZSCAN", "d", "0", "MATCH", "c", "COUNT", "100"));
        assertEquals(
                "-ERR NOVALUES option can only be used in HSCAN",
                tester.text("ZSCAN", "d", "0", "NOVALUES"));
    }

    @Test
    void boundsAreReadAsCReadsThem() {
        assertEquals(":3", tester.text("ZCOUNT", "z", "", "+inf"));
        assertEquals(":2", tester.text("ZCOUNT", "z", "(1", " 3"));
        assertEquals(":3", tester.text("ZCOUNT", "z", "-1e999", "1e999"));
        assertEquals(":1", tester.text("ZCOUNT", "z", "0x1\0junk", "1"));
        String error = "-ERR min or max is not a float";
        assertEquals(error, tester.text("ZCOUNT", "z", "1 ", "2"));
        assertEquals(error, tester.text("ZCOUNT", "none", "nan", "2"));
        assertEquals(
                "-ERR min or max not valid string range item",
                tester.text("ZLEXCOUNT", "z", "a", "+"));
    }

    @Test
    void rangeOptionsThatDontFitAreRefused() {
        assertEquals(
                "-ERR syntax error, LIMIT is only supported in combination with either BYSCORE or"
                        + " BYLEX",
                tester.text("ZRANGE", "z", "0", "1", "LIMIT", "0", "1"));
        assertEquals(
                "-ERR syntax error, WITHSCORES not supported in combination with BYLEX",
                tester.text("ZRANGEBYLEX", "z", "-", "+", "WITHSCORES"));
        assertEquals("-ERR syntax error", tester.text("ZRANGE", "z", "0", "1", "REV", "REV"));
        assertEquals(
                "-ERR syntax error", tester.text("ZRANGESTORE", "d", "z", "0", "1", "WITHSCORES"));
    }

    @Test
    void setsAreCombinedByWeightAndAggregate() {
        tester.run("ZADD", "y", "10", "b", "inf", "c", "7", "d");
        assertEquals(
                "[\"a\", \"2\", \"d\", \"7\", \"b\", \"15\", \"c\", \"inf\"]",
                tester.text("ZUNION", "2", "z", "y", "WEIGHTS", "2", "1", "WITHSCORES"));
        assertEquals(
                "[\"b\", \"2.5\", \"c\", \"3\"]",
                tester.text("ZINTER", "2", "y", "z", "AGGREGATE", "MIN", "WITHSCORES"));
        assertEquals("[\"a\"]", tester.text("ZDIFF", "2", "z", "y"));
        assertEquals(":2", tester.text("ZINTERCARD", "2", "z", "y"));
        assertEquals(":1", tester.text("ZINTERCARD", "2", "z", "y", "LIMIT", "1"));
        assertEquals(":2", tester.text("ZINTERSTORE", "z", "2", "z", "y", "WEIGHTS", "0", "0"));
        assertEquals(
                "[\"b\", \"0\", \"c\", \"0\"]",
                tester.text("ZRANGE", "z", "0", "-1", "WITHSCORES"));
        assertEquals(":0", tester.text("ZDIFFSTORE", "z", "2", "y", "y"));
        assertEquals(":0", tester.text("ZCARD", "z"));
    }

    @Test
    void combinationsTellWhatIsWrongWithThem() {
        assertEquals(
                "-ERR at least 1 input key is needed for 'zinterstore' command",
                tester.text("ZINTERSTORE", "d", "0", "z"));
        assertEquals(
                "-ERR weight value is not a float",
                tester.text("ZUNION", "1", "z", "WEIGHTS", "x"));
        assertEquals(
                "-ERR LIMIT can't be negative", tester.text("ZINTERCARD", "1", "z", "LIMIT", "-1"));
        assertEquals("-ERR syntax error", tester.text("ZUNION", "2", "z"));
        assertEquals("-ERR syntax error", tester.text("ZDIFF", "1", "z", "WEIGHTS", "1"));
    }

    @Test
    void storingReplacesWhateverWasThere() {
        assertEquals(":2", tester.text("ZRANGESTORE", "s", "z", "(1", "+inf", "BYSCORE"));
        assertEquals("[\"b\", \"c\"]", tester.text("ZRANGE", "s", "0", "-1"));
        assertEquals(":0", tester.text("ZRANGESTORE", "s", "none", "0", "-1"));
        assertEquals(":0", tester.text("ZCARD", "s"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZSCORE s a",
                "ZMSCORE s a",
                "ZRANK s a",
                "ZCARD s",
                "ZCOUNT s 0 1",
                "ZLEXCOUNT s - +",
                "ZRANGE s 0 1",
                "ZRANGESTORE d s 0 1",
                "ZREVRANGE s 0 1",
                "ZREM s a",
                "ZREMRANGEBYRANK s 0 1",
                "ZPOPMIN s",
                "ZMPOP 2 none s MIN",
                "ZRANDMEMBER s",
                "ZRANDMEMBER s 1",
                "ZUNION 2 z s",
                "ZDIFFSTORE d 2 z s",
                "ZSCAN s 0"
            })
    void strangersAreNoSortedSets(String command) {
        assertEquals(
                "-WRONGTYPE Operation against a key holding the wrong kind of value",
                tester.text(command.split(" ")));
    }
}
