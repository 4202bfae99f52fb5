package io.gridscript.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpirationTest {

    private static final long NOW = CommandTester.START;

    private final CommandTester tester = KeyTester.create().withString("a", "1");

    @ParameterizedTest
    @CsvSource({
        "EXPIRE, 7, 7000",
        "PEXPIRE, 7, 7",
        "EXPIREAT, 1700000009, 9000",
        "PEXPIREAT, 1700000000009, 9"
    })
    void deadlinesAreSetToTheMillisecond(String command, String time, long fromNow) {
        assertEquals(":1", tester.text(command, "a", time));
        assertEquals(":" + fromNow, tester.text("PTTL", "a"));
        assertEquals(":" + (NOW + fromNow), tester.text("PEXPIRETIME", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXPIRE", "PEXPIRE", "EXPIREAT", "PEXPIREAT", "PERSIST"})
    void aMissingKeyStaysMissing(String command) {
        String[] words =
                command.equals("PERSIST")
                        ? new String[] {command, "none"}
                        : new String[] {command, "none", "1"};
        assertEquals(":0", tester.text(words));
        assertEquals(":0", tester.text("EXISTS", "none"));
    }

    @Test
    void aKeyIsThereAtItsDeadlineAndNotAfterIt() {
        tester.run("PEXPIRE", "a", "100");
        tester.advance(100);
        assertEquals(":0", tester.text("PTTL", "a"));
        assertEquals(":1", tester.text("EXISTS", "a"));
        tester.advance(1);
        assertEquals(":-2", tester.text("PTTL", "a"));
        assertEquals(":0", tester.text("EXPIRE", "a", "10"));
        assertEquals(":0", tester.text("EXISTS", "a"));
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRE, 0",
        "EXPIRE, -1",
        "PEXPIRE, 0",
        "PEXPIRE, -9223372036854775808",
        "EXPIREAT, 1700000000",
        "EXPIREAT, -5",
        "PEXPIREAT, 1700000000000",
        "PEXPIREAT, -9223372036854770000"
    })
    void aDeadlineThatIsReachedRemovesTheKey(String command, String time) {
        assertEquals(":1", tester.text(command, "a", time));
        assertEquals(0, tester.database().size());
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRE, 9223370399119966",
        "EXPIRE, 9223372036854776",
        "EXPIRE, 10000000000000000",
        "EXPIRE, -9223372036854776",
        "EXPIREAT, 9223372036854776",
        "PEXPIRE, 9223372036854770000"
    })
    void timesBeyondAllBoundsAreRefused(String command, String time) {
        assertEquals(
                "-ERR invalid expire time in '" + command.toLowerCase(Locale.ROOT) + "' command",
                tester.text(command, "a", time));
        assertEquals(":-1", tester.text("TTL", "a"));
    }

    @Test
    void theLatestTimesAreTaken() {
        assertEquals(":1", tester.text("PEXPIREAT", "a", "9223372036854775807"));
        assertEquals(":9223372036854775807", tester.text("PEXPIRETIME", "a"));
        assertEquals(":9223372036854776", tester.text("EXPIRETIME", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.5", "9223372036854775808"})
    void timesThatAreNoIntegersAreRefused(String time) {
        assertEquals(
                "-ERR value is not an integer or out of range",
                tester.text("EXPIRE", "none", time));
    }

    @ParameterizedTest
    @CsvSource({"NX, 1", "XX, 0", "GT, 0", "LT, 1"})
    void withoutADeadlineOnlyXxAndGtFail(String condition, int reply) {
        assertEquals(":" + reply, tester.text("EXPIRE", "a", "100", condition));
        assertEquals(reply == 1 ? ":100" : ":-1", tester.text("TTL", "a"));
    }

    @ParameterizedTest
    @CsvSource({
        "NX, 50, 0",
        "NX, 200, 0",
        "XX, 50, 1",
        "XX, 200, 1",
        "GT, 50, 0",
        "GT, 100, 0",
        "GT, 200, 1",
        "LT, 50, 1",
        "LT, 100, 0",
        "LT, 200, 0"
    })
    void conditionsCompareWithTheDeadlineOfTheKey(String condition, String seconds, int reply) {
        tester.run("EXPIRE", "a", "100");
        assertEquals(
                ":" + reply,
                tester.text("EXPIRE", "a", seconds, condition.toLowerCase(Locale.ROOT)));
        assertEquals(":" + (reply == 1 ? seconds : "100"), tester.text("TTL", "a"));
    }

    @Test
    void xxGoesWithGtAndLt() {
        assertEquals(":0", tester.text("EXPIRE", "a", "100", "XX", "LT"));
        tester.run("EXPIRE", "a", "100");
        assertEquals(":1", tester.text("EXPIRE", "a", "200", "GT", "XX", "XX"));
    }

    @Test
    void aConditionThatFailsKeepsAKeyFromADeadlineInThePast() {
        assertEquals(":0", tester.text("EXPIRE", "a", "-1", "XX"));
        assertEquals(":1", tester.text("EXISTS", "a"));
        assertEquals(":1", tester.text("EXPIRE", "a", "-1", "LT"));
        assertEquals(":0", tester.text("EXISTS", "a"));
    }

    @ParameterizedTest
    @CsvSource({
        "NX XX, 'NX and XX, GT or LT options at the same time are not compatible'",
        "GT NX, 'NX and XX, GT or LT options at the same time are not compatible'",
        "GT LT NX, 'NX and XX, GT or LT options at the same time are not compatible'",
        "LT GT, GT and LT options at the same time are not compatible",
        "NX Foo XX, Unsupported option Foo"
    })
    void conditionsThatContradictAreRefused(String conditions, String error) {
        String[] words = ("EXPIRE a x " + conditions).split(" ");
        assertEquals("-ERR " + error, tester.text(words));
    }

    @Test
    void persistTakesADeadlineAwayOnce() {
        tester.run("EXPIRE", "a", "50");
        assertEquals(":1", tester.text("PERSIST", "a"));
        assertEquals(":-1", tester.text("TTL", "a"));
        assertEquals(":0", tester.text("PERSIST", "a"));
    }

    @Test
    void secondsAreRoundedToTheNearest() {
        tester.run("PEXPIRE", "a", "1499");
        assertEquals(":1", tester.text("TTL", "a"));
        tester.run("PEXPIRE", "a", "1500");
        assertEquals(":2", tester.text("TTL", "a"));
        tester.run("PEXPIREAT", "a", "4000000000500");
        assertEquals(":4000000001", tester.text("EXPIRETIME", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TTL", "PTTL", "EXPIRETIME", "PEXPIRETIME"})
    void minusOneIsNoDeadlineAndMinusTwoNoKey(String command) {
        assertEquals(":-1", tester.text(command, "a"));
        assertEquals(":-2", tester.text(command, "none"));
    }
}
