package io.gridscript.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class IntegerArgumentTest {

    private final Keyspace keyspace = new Keyspace(2, new EncodingLimits());

    @Test
    void bothBoundsBelongToTheRange() {
        assertEquals(-3, IntegerArgument.between(Ascii.bytes("-3"), -3, 5));
        assertEquals(5, IntegerArgument.between(Ascii.bytes("5"), -3, 5));
    }

    @Test
    void outsideTheRangeTheErrorNamesTheBounds() {
        assertError(
                "ERR value is out of range, value must between -3 and 5",
                () -> IntegerArgument.between(Ascii.bytes("6"), -3, 5));
        assertError(
                "ERR value is out of range, value must between -2147483648 and 2147483647",
                () -> IntegerArgument.int32(Ascii.bytes("2147483648")));
    }

    @Test
    void whatIsNoIntegerHasItsOwnError() {
        assertError(
                "ERR value is not an integer or out of range",
                () -> IntegerArgument.int32(Ascii.bytes("1.5")));
    }

    @Test
    void aGivenErrorStandsForAll() {
        ErrorReply given = ErrorReply.err("given");
        assertError("ERR given", () -> IntegerArgument.int32(Ascii.bytes("x"), given));
        assertError("ERR given", () -> IntegerArgument.int32(Ascii.bytes("2147483648"), given));
    }

    @Test
    void databasesAreNumberedFromZero() {
        assertSame(keyspace.database(1), IntegerArgument.database(keyspace, Ascii.bytes("1")));
        assertError(
                "ERR DB index is out of range",
                () -> IntegerArgument.database(keyspace, Ascii.bytes("2")));
        assertError(
                "ERR DB index is out of range",
                () -> IntegerArgument.database(keyspace, Ascii.bytes("-1")));
    }

    private static void assertError(String text, Executable parsing) {
        assertEquals(text, assertThrows(ErrorReply.class, parsing).text());
    }
}
