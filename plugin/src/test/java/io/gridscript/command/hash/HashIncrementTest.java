package io.gridscript.command.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashIncrementTest {

    private final CommandTester tester = new CommandTester(HashCommands::register);

    @Test
    void aMissingFieldCountsAsZero() {
        assertEquals(":5", tester.text("HINCRBY", "h", "i", "5"));
        assertEquals(":3", tester.text("HINCRBY", "h", "i", "-2"));
        assertEquals("\"2.5\"", tester.text("HINCRBYFLOAT", "h", "f", "2.5"));
        assertEquals("\"5\"", tester.text("HINCRBYFLOAT", "h", "f", "2.5"));
        assertEquals("[\"i\", \"3\", \"f\", \"5\"]", tester.text("HGETALL", "h"));
    }

    @Test
    void theSumStaysWithinItsRange() {
        tester.run("HSET", "h", "i", "-9223372036854775484");
        assertEquals(":-9223372036854775485", tester.text("HINCRBY", "h", "i", "-1"));
        assertEquals(
                "-ERR increment or decrement would overflow",
                tester.text("HINCRBY", "h", "i", "-10000"));
        tester.run("HSET", "h", "i", "9223372036854775807");
        assertEquals(
                "-ERR increment or decrement would overflow",
                tester.text("HINCRBY", "h", "i", "1"));
        assertEquals("\"9223372036854775807\"", tester.text("HGET", "h", "i"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" 11", "11 ", "1.5", "x", "", "007"})
    void valuesThatAreNoIntegersAreRefused(String value) {
        tester.run("HSET", "h", "i", value);
        assertEquals("-ERR hash value is not an integer", tester.text("HINCRBY", "h", "i", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" 11", "11 ", "x", "", "nan", "1\0002"})
    void valuesThatAreNoNumbersAreRefused(String value) {
        tester.run("HSET", "h", "f", value);
        assertEquals("-ERR hash value is not a float", tester.text("HINCRBYFLOAT", "h", "f", "1"));
    }

    @Test
    void wrongIncrementsAreRefusedBeforeTheKeyIsLookedAt() {
        tester.withString("s", "v");
        assertEquals(
                "-ERR value is not an integer or out of range",
                tester.text("HINCRBY", "s", "i", "x"));
        assertEquals("-ERR value is not a valid float", tester.text("HINCRBYFLOAT", "s", "f", "x"));
        assertEquals(
                "-ERR value is NaN or Infinity", tester.text("HINCRBYFLOAT", "h", "f", "+inf"));
        assertEquals(0, tester.database().peek(new byte[] {'h'}) == null ? 0 : 1);
    }

    @Test
    void aSumWithoutBoundsIsRefused() {
        tester.run("HSET", "h", "f", "inf");
        assertEquals(
                "-ERR increment would produce NaN or Infinity",
                tester.text("HINCRBYFLOAT", "h", "f", "1"));
    }

    /** Sums as long double, as on x86-64. */
    @Test
    void floatsAreWrittenAsRedisWritesThem() {
        assertEquals("\"1.23\"", tester.text("HINCRBYFLOAT", "h", "f", "1.23"));
        assertEquals("\"2\"", tester.text("HINCRBYFLOAT", "h", "f", "0.77"));
        assertEquals("\"1.9\"", tester.text("HINCRBYFLOAT", "h", "f", "-0.1"));
    }

    @Test
    void strangersAreLeftAlone() {
        String error = "-WRONGTYPE Operation against a key holding the wrong kind of value";
        tester.withString("s", "1");
        assertEquals(error, tester.text("HINCRBY", "s", "i", "1"));
        assertEquals(error, tester.text("HINCRBYFLOAT", "s", "i", "1"));
    }
}
