package io.gridscript.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisNumbersTest {

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, -1, 9, 10, -10, 99, 100, 1234567890, Long.MAX_VALUE, Long.MIN_VALUE})
    void everyLongComesBackFromItsText(long value) {
        byte[] text = RedisNumbers.bytes(value);
        assertEquals(Long.toString(value), Ascii.string(text));
        assertEquals(text.length, RedisNumbers.longLength(value));
        assertTrue(RedisNumbers.isLong(text));
        assertEquals(value, RedisNumbers.parseLong(text));
    }

    @Test
    void randomLongsComeBackFromTheirText() {
        long seed = Seed.get();
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            byte[] text = RedisNumbers.bytes(value);
            assertEquals(Long.toString(value), Ascii.string(text), () -> "seed " + seed);
            assertEquals(value, RedisNumbers.parseLong(text), () -> "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                "-0",
                "00",
                "01",
                "-01",
                " 1",
                "1 ",
                "1.0",
                "1e3",
                "0x1",
                "a",
                "1a",
                "--1",
                "9223372036854775808",
                "-9223372036854775809",
                "18446744073709551616",
                "99999999999999999999",
                "100000000000000000000",
                "-10000000000000000000"
            })
    void otherFormsAreNoLongs(String text) {
        byte[] bytes = Ascii.bytes(text);
        assertFalse(RedisNumbers.isLong(bytes));
        ErrorReply error = assertThrows(ErrorReply.class, () -> RedisNumbers.parseLong(bytes));
        assertSame(ErrorReply.NOT_AN_INTEGER, error);
    }

    @Test
    void aLongInTheMiddleOfBytesIsReadAlone() {
        byte[] bytes = Ascii.bytes("*-42\r\n");
        assertEquals(-42, RedisNumbers.parseLong(bytes, 1, 3, ErrorReply.SYNTAX));
        assertFalse(RedisNumbers.isLong(bytes, 1, 4));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, -0.0",
        "+5, 5",
        "007, 7",
        "3.25, 3.25",
        ".5, 0.5",
        "5., 5",
        "1e3, 1000",
        "1E+3, 1000",
        "25e-1, 2.5",
        "1e-320, 1e-320",
        "0e-99999999999, 0",
        "1.7976931348623157e308, 1.7976931348623157e308",
        "123456789012345678901234567890, 123456789012345678901234567890",
        "9007199254740993, 9007199254740992",
        "0x10, 16",
        "-0X1.8p1, -3",
        "0x.8, 0.5",
        "0xA.p-1, 5",
        "inf, Infinity",
        "+INF, Infinity",
        "-Infinity, -Infinity"
    })
    void floatsAreReadAsStrtodReadsThem(String text, double value) {
        assertTrue(RedisNumbers.isDouble(Ascii.bytes(text)));
        assertEquals(value, RedisNumbers.parseDouble(Ascii.bytes(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                ".",
                "e5",
                "1e",
                "1e+",
                "--1",
                "+-1",
                " 1",
                "1 ",
                "1\n",
                "nan",
                "-nan",
                "nan(1)",
                "1.2.3",
                "0x",
                "0x.",
                "0xg",
                "0x1p",
                "1d",
                "1f",
                "1e400",
                "-1e400",
                "1e-400",
                "0x1p5000",
                "0x1p-5000",
                "infin",
                "infinityx",
                "1\0",
                "1,5",
                "abc"
            })
    void otherFormsAreNoFloats(String text) {
        byte[] bytes = Ascii.bytes(text);
        assertFalse(RedisNumbers.isDouble(bytes));
        ErrorReply error = assertThrows(ErrorReply.class, () -> RedisNumbers.parseDouble(bytes));
        assertSame(ErrorReply.NOT_A_FLOAT, error);
        ErrorReply other = ErrorReply.err("min or max is not a float");
        assertSame(
                other,
                assertThrows(ErrorReply.class, () -> RedisNumbers.parseDouble(bytes, other)));
    }

    /** The right-hand sides were printed by Redis's own formatter (fpconv, Redis 7.2 to 8). */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "1, 1",
        "-17, -17",
        "NaN, nan",
        "Infinity, inf",
        "-Infinity, -inf",
        "3.141, 3.141",
        "0.1, 0.1",
        "0.30000000000000004, 0.30000000000000004",
        "123456789012.5, 123456789012.5",
        "0.00001, 0.00001",
        "0.0001234, 1.234e-4",
        "0.00000015, 1.5e-7",
        "-0.0000001, -1e-7",
        "1e17, 100000000000000000",
        "4611686018427387904, 4611686018427387904",
        "4611686018427388928, 4611686018427389000",
        "1e19, 1e+19",
        "1.1e22, 1.1e+22",
        "5.179419065394854E22, 51794190653948540000000",
        "5e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "-2.2250738585072014e-308, -2.2250738585072014e-308"
    })
    void doublesArePrintedAsRedisPrintsThem(double value, String text) {
        assertEquals(text, Ascii.string(RedisNumbers.bytes(value)));
    }

    @Test
    void randomDoublesComeBackFromTheirText() {
        long seed = Seed.get();
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (!Double.isNaN(value)) {
                byte[] text = RedisNumbers.bytes(value);
                assertTrue(text.length <= RedisNumbers.MAX_DOUBLE_LENGTH, () -> "seed " + seed);
                assertEquals(value, RedisNumbers.parseDouble(text), () -> "seed " + seed);
            }
        }
    }
}
