package io.gridscript.command.sortedset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.CommandTester;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Value;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomMembersTest {

    private static final int MEMBERS = 10;

    private final CommandTester tester = new CommandTester(SortedSetCommands::register);

    @BeforeEach
    void fill() {
        for (int i = 0; i < MEMBERS; i++) {
            tester.run("ZADD", "z", String.valueOf(i), "m" + i);
        }
    }

    @Test
    void withoutCountThereIsOneMemberOrNothing() {
        assertTrue(tester.text("ZRANDMEMBER", "z").matches("\"m[0-9]\""));
        assertEquals("nil", tester.text("ZRANDMEMBER", "none"));
        assertEquals("[]", tester.text("ZRANDMEMBER", "none", "5"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 10, 20})
    void aPositiveCountNeverRepeatsAMember(int count) {
        for (int round = 0; round < 100; round++) {
            List<Value> members = elements("ZRANDMEMBER", "z", String.valueOf(count));
            assertEquals(Math.min(count, MEMBERS), members.size());
            assertEquals(members.size(), new HashSet<>(members).size());
        }
    }

    @Test
    void aNegativeCountRepeatsMembers() {
        assertEquals(1001, elements("ZRANDMEMBER", "z", "-1001").size());
        assertEquals(2002, elements("ZRANDMEMBER", "z", "-1001", "WITHSCORES").size());
    }

    @Test
    void scoresFollowTheirMembersAndFormPairsInResp3() {
        tester.run("ZADD", "one", "1.5", "m");
        assertEquals("[\"m\", \"1.5\"]", tester.text("ZRANDMEMBER", "one", "5", "withscores"));
        assertEquals(
                "[[\"m\", ,1.5], [\"m\", ,1.5]]",
                tester.protocol(3).text("ZRANDMEMBER", "one", "-2", "WITHSCORES"));
    }

    @Test
    void countsThatNoReplyCanHaveAreRefused() {
        String range = "-ERR value is out of range";
        assertEquals(
                range + ", value must between -9223372036854775807 and 9223372036854775807",
                tester.text("ZRANDMEMBER", "z", "-9223372036854775808"));
        assertEquals(range, tester.text("ZRANDMEMBER", "z", "4611686018427387904", "WITHSCORES"));
        assertEquals(range, tester.text("ZRANDMEMBER", "z", "-9223372036854775807"));
    }

    private List<Value> elements(String... words) {
        return ((Aggregate) tester.run(words)).elements();
    }
}
