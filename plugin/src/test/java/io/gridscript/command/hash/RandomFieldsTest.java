package io.gridscript.command.hash;

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
import org.junit.jupiter.params.provider.ValueSource;

class RandomFieldsTest {

    private static final int FIELDS = 10;
    private static final int DRAWS = 10_000;

    /** 9 degrees of freedom: chance exceeds this in one of 10^9 runs. */
    private static final double CHI_SQUARE_LIMIT = 60;

    private final CommandTester tester = new CommandTester(HashCommands::register);

    @BeforeEach
    void fill() {
        for (int i = 0; i < FIELDS; i++) {
            tester.run("HSET", "h", "f" + i, "v" + i);
        }
    }

    @Test
    void withoutCountThereIsOneFieldOrNothing() {
        assertTrue(tester.text("HRANDFIELD", "h").matches("\"f[0-9]\""));
        assertEquals("nil", tester.text("HRANDFIELD", "none"));
        assertEquals("null", tester.protocol(3).text("HRANDFIELD", "none"));
    }

    @Test
    void withCountThereIsAnArrayEvenOfNothing() {
        assertEquals("[]", tester.text("HRANDFIELD", "none", "100"));
        assertEquals("[]", tester.text("HRANDFIELD", "none", "-100", "WITHVALUES"));
        assertEquals("[]", tester.text("HRANDFIELD", "h", "0"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 10, 20})
    void aPositiveCountNeverRepeatsAField(int count) {
        for (int round = 0; round < 100; round++) {
            List<Value> fields = elements("HRANDFIELD", "h", String.valueOf(count));
            assertEquals(Math.min(count, FIELDS), fields.size());
            assertEquals(fields.size(), new HashSet<>(fields).size());
        }
    }

    @Test
    void aNegativeCountRepeatsFields() {
        assertEquals(1001, elements("HRANDFIELD", "h", "-1001").size());
        assertEquals(2002, elements("HRANDFIELD", "h", "-1001", "WITHVALUES").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-10", "1", "2", "8"})
    void everyFieldIsEquallyLikely(String count) {
        Map<Value, Integer> drawn = new HashMap<>();
        int total = 0;
        while (total < DRAWS) {
            for (Value field : elements("HRANDFIELD", "h", count)) {
                drawn.merge(field, 1, Integer::sum);
                total++;
            }
        }
        double expected = (double) total / FIELDS;
        double chiSquare = (FIELDS - drawn.size()) * expected;
        for (int times : drawn.values()) {
            chiSquare += (times - expected) * (times - expected) / expected;
        }
        assertTrue(chiSquare < CHI_SQUARE_LIMIT, drawn.toString());
    }

    @Test
    void valuesFollowTheirFieldsAndFormPairsInResp3() {
        tester.run("HSET", "one", "f", "v");
        assertEquals("[\"f\", \"v\"]", tester.text("HRANDFIELD", "one", "5", "withvalues"));
        assertEquals(
                "[\"f\", \"v\", \"f\", \"v\"]",
                tester.text("HRANDFIELD", "one", "-2", "WITHVALUES"));
        tester.protocol(3);
        assertEquals("[[\"f\", \"v\"]]", tester.text("HRANDFIELD", "one", "5", "WITHVALUES"));
        assertEquals("[\"f\"]", tester.text("HRANDFIELD", "one", "5"));
    }

    @Test
    void countsThatNoReplyCanHaveAreRefused() {
        String range = "-ERR value is out of range";
        assertEquals(
                range + ", value must between -9223372036854775807 and 9223372036854775807",
                tester.text("HRANDFIELD", "h", "-9223372036854775808"));
        assertEquals(range, tester.text("HRANDFIELD", "h", "-9223372036854770000", "WITHVALUES"));
        assertEquals(range, tester.text("HRANDFIELD", "h", "4611686018427387904", "WITHVALUES"));
        assertEquals(range, tester.text("HRANDFIELD", "h", "-9223372036854775807"));
        assertEquals(range, tester.text("HRANDFIELD", "h", "-1073741824", "WITHVALUES"));
        assertEquals(FIELDS, elements("HRANDFIELD", "h", "9223372036854775807").size());
    }

    @Test
    void wrongWordsAreRefused() {
        assertEquals(
                "-ERR value is not an integer or out of range",
                tester.text("HRANDFIELD", "h", "x", "bogus"));
        assertEquals("-ERR syntax error", tester.text("HRANDFIELD", "h", "1", "bogus"));
        assertEquals(
                "-ERR syntax error", tester.text("HRANDFIELD", "h", "1", "WITHVALUES", "more"));
    }

    private List<Value> elements(String... words) {
        return ((Aggregate) tester.run(words)).elements();
    }
}
