package io.gridscript.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScanCursorTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void everyCursorComesBackFromItsText(long cursor) {
        assertEquals(cursor, ScanCursor.parse(ScanCursor.bytes(cursor)));
    }

    @Test
    void cursorsHaveNoSign() {
        assertEquals("18446744073709551615", Ascii.string(ScanCursor.bytes(-1)));
    }

    /** As C's strtoull reads numbers that are not in Redis's canonical form. */
    @ParameterizedTest
    @CsvSource({"' 7', 7", "'\t+7', 7", "007, 7", "-0, 0", "-01, -1", "'7\0x', 7"})
    void numbersInOtherFormsAreTaken(String text, long cursor) {
        assertEquals(cursor, ScanCursor.parse(Ascii.bytes(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "-",
                "-1",
                "x",
                "7x",
                "7 ",
                "0x7",
                "18446744073709551616",
                "\0"
            })
    void whatIsNoCursorIsRefused(String text) {
        ErrorReply error =
                assertThrows(ErrorReply.class, () -> ScanCursor.parse(Ascii.bytes(text)));
        assertEquals("ERR invalid cursor", error.text());
    }
}
