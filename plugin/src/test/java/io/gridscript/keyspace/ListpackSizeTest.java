package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.reply.Ascii;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListpackSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 2",
        "127, 2",
        "128, 3",
        "-1, 3",
        "4095, 3",
        "-4096, 3",
        "4096, 4",
        "-4097, 4",
        "32767, 4",
        "32768, 5",
        "-8388608, 5",
        "8388608, 6",
        "-2147483648, 6",
        "2147483648, 10",
        "-9223372036854775808, 10",
        "9223372036854775808, 21",
        "007, 5",
        "-0, 4",
        "a, 3"
    })
    void numbersAreShort(String element, int bytes) {
        assertEquals(bytes, ListpackSize.of(Ascii.bytes(element)));
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "63, 65", "64, 67", "125, 128", "126, 130", "4095, 4099", "4096, 4103"})
    void stringsTakeTheirLengthsToo(int length, int bytes) {
        assertEquals(bytes, ListpackSize.of(Ascii.bytes("x".repeat(length))));
    }
}
