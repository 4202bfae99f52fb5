package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import org.junit.jupiter.api.Test;

class StringValueTest {

    private final Keyspace keyspace = new Keyspace(1, new EncodingLimits());
    private final Database database = keyspace.database(0);

    @Test
    void showsTheEncodingsOfRedis() {
        assertEquals("int", encoded("0").encoding());
        assertEquals("int", encoded("-9223372036854775808").encoding());
        assertEquals("embstr", encoded("9223372036854775808").encoding());
        assertEquals("embstr", encoded("+1").encoding());
        assertEquals("embstr", encoded("01").encoding());
        assertEquals("embstr", encoded("").encoding());
        assertEquals("embstr", encoded("x".repeat(44)).encoding());
        assertEquals("raw", encoded("x".repeat(45)).encoding());
        assertEquals("embstr", new StringValue(Ascii.bytes("1")).encoding());
    }

    @Test
    void whatWasChangedInPlaceIsRaw() {
        StringValue number = encoded("12");
        assertEquals(3, number.append(Ascii.bytes("3")));
        assertEquals("raw", number.encoding());
        assertEquals("123", text(number));
        assertEquals(123, number.number());
        StringValue word = encoded("word");
        assertEquals(4, word.setRange(1, Ascii.bytes("a")));
        assertEquals("raw", word.encoding());
        assertEquals("raw", word.copy().encoding());
        word.set(7);
        assertEquals("int", word.encoding());
    }

    @Test
    void fillsTheGapBehindItsEndWithZeros() {
        StringValue value = encoded("ab");
        assertEquals(6, value.setRange(5, Ascii.bytes("x")));
        assertEquals("ab\0\0\0x", text(value));
    }

    @Test
    void fillsTheGapWithZerosWhereUndoneBytesWere() {
        StringValue value = put("ab");
        value.append(Ascii.bytes("cd"));
        keyspace.effects().keep();
        value.append(Ascii.bytes("ef"));
        keyspace.effects().undo();
        value.setRange(6, Ascii.bytes("x"));
        assertEquals("abcd\0\0x", text(value));
    }

    @Test
    void neverChangesTheBytesItWasMadeFrom() {
        byte[] given = Ascii.bytes("abc");
        StringValue value = new StringValue(given);
        value.setRange(0, Ascii.bytes("x"));
        assertEquals("abc", Ascii.string(given));
    }

    @Test
    void neverChangesTheBytesItGaveAway() {
        StringValue value = encoded("abcd");
        value.setRange(0, Ascii.bytes("x"));
        byte[] given = value.bytes();
        value.setRange(0, Ascii.bytes("y"));
        assertEquals("xbcd", Ascii.string(given));
        assertEquals("ybcd", text(value));
    }

    @Test
    void givesItsBytesWithoutCopyingThemWhenItCan() {
        byte[] given = Ascii.bytes("abc");
        StringValue value = new StringValue(given);
        assertSame(given, value.bytes());
        value.append(Ascii.bytes("d"));
        assertNotSame(given, value.bytes());
        assertEquals("abcd", text(value));
    }

    @Test
    void effectsKeepTheContentsOfTheirTime() {
        keyspace.effects().keep();
        StringValue value = put("abcd");
        value.append(Ascii.bytes("ef"));
        database.replace(value.entry(), value.copy());
        StringValue copy = (StringValue) database.peek(Ascii.bytes("k")).value();
        copy.setRange(0, Ascii.bytes("x"));
        copy.append(Ascii.bytes("g"));
        KeyEffects.Added added = (KeyEffects.Added) keyspace.effects().kept().get(0);
        assertEquals("abcd", text((StringValue) added.contents()));
        KeyEffects.Replaced replaced = (KeyEffects.Replaced) keyspace.effects().kept().get(2);
        assertEquals("abcdef", text((StringValue) replaced.contents()));
        assertEquals("xbcdefg", text(copy));
    }

    @Test
    void growsByMoreThanItMustSoThatAppendingStaysCheap() {
        StringValue value = put("x");
        long reallocations = 0;
        long size = value.sizeInBytes();
        for (int i = 0; i < 100_000; i++) {
            value.append(Ascii.bytes("0123456789"));
            if (value.sizeInBytes() != size) {
                size = value.sizeInBytes();
                reallocations++;
            }
        }
        assertEquals(1_000_001, value.length());
        assertTrue(reallocations < 30, reallocations + " reallocations");
        assertEquals(value.entry().sizeInBytes(), database.sizeInBytes());
    }

    @Test
    void bytesThatSpellNoNumberAreNone() {
        assertThrows(ErrorReply.class, () -> encoded("1.0").number());
        assertThrows(ErrorReply.class, () -> encoded("").number());
        assertEquals(Long.MIN_VALUE, encoded("-9223372036854775808").number());
    }

    @Test
    void countsItsLengthInBytesAlsoAsANumber() {
        assertEquals(20, encoded("-9223372036854775808").length());
        assertEquals(1, encoded("0").length());
        assertEquals(2, encoded("-1").length());
    }

    private StringValue put(String text) {
        return (StringValue) database.put(Ascii.bytes("k"), encoded(text)).value();
    }

    private static StringValue encoded(String text) {
        return StringValue.encode(Ascii.bytes(text));
    }

    private static String text(StringValue value) {
        return Ascii.string(value.bytes());
    }
}
