package io.gridscript.command.sortedset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemovalTest {

    private final CommandTester tester = new CommandTester(SortedSetCommands::register);

    @BeforeEach
    void fill() {
        tester.run("ZADD", "z", "0", "a", "0", "b", "0", "c", "0", "d");
    }

    @Test
    void removedMembersAreCounted() {
        assertEquals(":2", tester.text("ZREM", "z", "a", "x", "d", "a"));
        assertEquals("[\"b\", \"c\"]", tester.text("ZRANGE", "z", "0", "-1"));
    }

    @Test
    void rangesAreRemovedByRankScoreOrBytes() {
        assertEquals(":1", tester.text("ZREMRANGEBYRANK", "z", "-1", "100"));
        assertEquals(":1", tester.text("ZREMRANGEBYLEX", "z", "-", "(b"));
        assertEquals(":0", tester.text("ZREMRANGEBYSCORE", "z", "(0", "+inf"));
        assertEquals("[\"b\", \"c\"]", tester.text("ZRANGE", "z", "0", "-1"));
    }

    @Test
    void poppedMembersComeFromTheirEnd() {
        assertEquals("[\"a\", \"0\"]", tester.text("ZPOPMIN", "z"));
        assertEquals("[\"d\", \"0\", \"c\", \"0\"]", tester.text("ZPOPMAX", "z", "2"));
        assertEquals("[]", tester.text("ZPOPMAX", "z", "0"));
        assertEquals(
                "[\"z\", [[\"b\", \"0\"]]]",
                tester.text("ZMPOP", "2", "none", "z", "max", "COUNT", "9"));
        assertEquals("nil-array", tester.text("ZMPOP", "1", "z", "MIN"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZREM z a b c d e",
                "ZREMRANGEBYRANK z 0 -1",
                "ZREMRANGEBYSCORE z -inf 0",
                "ZREMRANGEBYLEX z - +",
                "ZPOPMIN z 4",
                "ZMPOP 1 z MAX COUNT 5"
            })
    void theKeyGoesWithItsLastMember(String request) {
        tester.run(request.split(" "));
        assertEquals(0, tester.database().size());
    }

    @Test
    void wrongCountsAreRefused() {
        String positive = "-ERR value is out of range, must be positive";
        assertEquals(positive, tester.text("ZPOPMIN", "z", "-1"));
        assertEquals(positive, tester.text("ZPOPMIN", "z", "x"));
        assertEquals("-ERR syntax error", tester.text("ZPOPMIN", "z", "1", "2"));
        assertEquals(
                "-ERR numkeys should be greater than 0", tester.text("ZMPOP", "0", "z", "MIN"));
        assertEquals(
                "-ERR count should be greater than 0",
                tester.text("ZMPOP", "1", "z", "MIN", "COUNT", "0"));
        assertEquals("-ERR syntax error", tester.text("ZMPOP", "1", "z", "MIDDLE"));
    }
}
