package io.gridscript.command.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.CommandTester;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomMembersTest {

    private static final int MEMBERS = 10;
    private static final int DRAWS = 10_000;

    /** 9 degrees of freedom: chance exceeds this in one of 10^9 runs. */
    private static final double CHI_SQUARE_LIMIT = 60;

    private final CommandTester tester = new CommandTester(SetCommands::register);

    @BeforeEach
    void fill() {
        for (int i = 0; i < MEMBERS; i++) {
            tester.run("SADD", "words", "m" + i);
            tester.run("SADD", "integers", String.valueOf(i));
        }
    }

    @Test
    void withoutCountThereIsOneMemberOrNothing() {
        assertTrue(tester.text("SRANDMEMBER", "words").matches("\"m[0-9]\""));
        assertTrue(tester.text("SRANDMEMBER", "integers").matches("\"[0-9]\""));
        assertEquals("nil", tester.text("SRANDMEMBER", "none"));
    }

    @Test
    void withCountThereIsAnArrayEvenOfNothing() {
        assertEquals("[]", tester.text("SRANDMEMBER", "words", "0"));
        assertEquals("[]", tester.protocol(3).text("SRANDMEMBER", "none", "100"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 10, 20})
    void aPositiveCountNeverRepeatsAMember(int count) {
        for (int round = 0; round < 200; round++) {
            String key = round % 2 == 0 ? "words" : "integers";
            List<Value> members = elements("SRANDMEMBER", key, String.valueOf(count));
            assertEquals(Math.min(count, MEMBERS), members.size());
            assertEquals(members.size(), new HashSet<>(members).size());
        }
    }

    @Test
    void aNegativeCountRepeatsMembers() {
        assertEquals(1001, elements("SRANDMEMBER", "words", "-1001").size());
    }

    @ParameterizedTest
    @CsvSource({"words,-10", "words,1", "words,2", "words,8", "integers,-10", "integers,2"})
    void everyMemberIsEquallyLikely(String key, String count) {
        Map<Value, Integer> drawn = new HashMap<>();
        int total = 0;
        while (total < DRAWS) {
            for (Value member : elements("SRANDMEMBER", key, count)) {
                drawn.merge(member, 1, Integer::sum);
                total++;
            }
        }
        double expected = (double) total / MEMBERS;
        double chiSquare = (MEMBERS - drawn.size()) * expected;
        for (int times : drawn.values()) {
            chiSquare += (times - expected) * (times - expected) / expected;
        }
        assertTrue(chiSquare < CHI_SQUARE_LIMIT, drawn.toString());
    }

    @Test
    void countsThatNoReplyCanHaveAreRefused() {
        String range = "-ERR value is out of range";
        assertEquals(
                range + ", value must between -9223372036854775807 and 9223372036854775807",
                tester.text("SRANDMEMBER", "words", "-9223372036854775808"));
        assertEquals(range, tester.text("SRANDMEMBER", "words", "-9223372036854775807"));
        assertEquals(MEMBERS, elements("SRANDMEMBER", "words", "9223372036854775807").size());
    }

    @Test
    void wrongWordsAreRefused() {
        assertEquals(
                "-ERR value is not an integer or out of range",
                tester.text("SRANDMEMBER", "words", "x"));
        assertEquals("-ERR syntax error", tester.text("SRANDMEMBER", "words", "1", "more"));
    }

    private List<Value> elements(String... words) {
        return ((Aggregate) tester.run(words)).elements();
    }
}
