package io.gridscript.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Timeouts of blocking commands as Redis 8 reads them. */
class TimeoutTest {

    private static final long NOW = 1_700_000_000_000L;

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1000", "0.0001, 1", "-0.0001, 0", "1e-3, 1", "0x10, 16000"})
    void secondsAreMillisecondsRoundedUp(String seconds, long millis) {
        assertEquals(millis, Timeout.ofSeconds(Ascii.bytes(seconds), NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "x, timeout is not a float or out of range",
        "nan, timeout is not a float or out of range",
        "' 1', timeout is not a float or out of range",
        "'1 ', timeout is not a float or out of range",
        "-1, timeout is negative",
        "-inf, timeout is negative",
        "inf, timeout is out of range",
        "1e20, timeout is out of range",
        "1e400, timeout is out of range",
        "-1e400, timeout is negative",
        "1e5000, timeout is not a float or out of range",
        "9223372036854775, timeout is out of range",
        "9223372036854775807, timeout is out of range",
        "0x7FFFFFFFFFFFFFFF, timeout is out of range"
    })
    void secondsThatAreNoTimeAreRefused(String seconds, String error) {
        ErrorReply refused =
                assertThrows(ErrorReply.class, () -> Timeout.ofSeconds(Ascii.bytes(seconds), NOW));
        assertEquals("ERR " + error, refused.text());
    }

    @Test
    void millisecondsAreIntegers() {
        assertEquals(5, Timeout.ofMillis(Ascii.bytes("5"), NOW));
        assertEquals(
                "ERR timeout is not an integer or out of range",
                assertThrows(ErrorReply.class, () -> Timeout.ofMillis(Ascii.bytes("1.5"), NOW))
                        .text());
        assertEquals(
                "ERR timeout is negative",
                assertThrows(ErrorReply.class, () -> Timeout.ofMillis(Ascii.bytes("-1"), NOW))
                        .text());
    }
}
