package io.gridscript.command.string;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gridscript.command.CommandTester;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.HashValue;
import io.gridscript.reply.Ascii;
import org.junit.jupiter.api.Test;

class StringCommandsTest {

    private static final String WRONG_TYPE =
            "-WRONGTYPE Operation against a key holding the wrong kind of value";
    private static final String TOO_LONG =
            "-ERR string exceeds maximum allowed size (proto-max-bulk-len)";

    private final CommandTester tester =
            new CommandTester(table -> StringCommands.register(table, () -> 1000));

    @Test
    void setAndGetAString() {
        expect("+OK", "SET", "k", "value");
        expect("\"value\"", "GET", "k");
        expect("nil", "GET", "absent");
    }

    @Test
    void setTakesAwayTypeAndDeadline() {
        hash("k");
        expect(WRONG_TYPE, "GET", "k");
        expect("+OK", "SET", "k", "v", "EX", "10");
        expect("+OK", "SET", "k", "w");
        assertFalse(entry("k").hasDeadline());
    }

    @Test
    void setWithNxKeepsAnExistingKey() {
        expect("+OK", "SET", "k", "1", "NX");
        expect("nil", "SET", "k", "2", "NX");
        expect("\"1\"", "GET", "k");
    }

    @Test
    void setWithXxMakesNoKey() {
        expect("nil", "SET", "k", "1", "XX");
        expect("nil", "GET", "k");
        tester.withString("k", "1");
        expect("+OK", "SET", "k", "2", "xx");
        expect("\"2\"", "GET", "k");
    }

    @Test
    void setWithGetTellsTheFormerValue() {
        expect("nil", "SET", "k", "1", "GET");
        expect("\"1\"", "SET", "k", "2", "GET");
        expect("\"2\"", "SET", "k", "3", "NX", "GET");
        expect("\"2\"", "GET", "k");
        expect("nil", "SET", "other", "3", "XX", "GET");
        hash("h");
        expect(WRONG_TYPE, "SET", "h", "3", "GET");
    }

    @Test
    void setWithATimeSetsTheDeadline() {
        expect("+OK", "SET", "k", "v", "EX", "10");
        assertEquals(CommandTester.START + 10_000, entry("k").deadline());
        expect("+OK", "SET", "k", "v", "PX", "10");
        assertEquals(CommandTester.START + 10, entry("k").deadline());
        expect("+OK", "SET", "k", "v", "EXAT", "2000000000");
        assertEquals(2_000_000_000_000L, entry("k").deadline());
        expect("+OK", "SET", "k", "v", "PXAT", "2000000000001");
        assertEquals(2_000_000_000_001L, entry("k").deadline());
        expect("+OK", "SET", "k", "w", "KEEPTTL");
        assertEquals(2_000_000_000_001L, entry("k").deadline());
    }

    @Test
    void aDeadlineInThePastMakesTheKeyGoAtOnce() {
        expect("+OK", "SET", "k", "v", "PXAT", "1");
        assertEquals(1, tester.database().size());
        expect("nil", "GET", "k");
        assertEquals(0, tester.database().size());
    }

    @Test
    void setRefusesOptionsThatDoNotGoTogether() {
        expect("-ERR syntax error", "SET", "k", "v", "NX", "XX");
        expect("-ERR syntax error", "SET", "k", "v", "EX", "1", "PX", "1");
        expect("-ERR syntax error", "SET", "k", "v", "EX", "1", "KEEPTTL");
        expect("-ERR syntax error", "SET", "k", "v", "EX");
        expect("-ERR syntax error", "SET", "k", "v", "PERSIST");
        expect("-ERR syntax error", "SET", "k", "v", "IFEQ", "x");
        assertNull(tester.database().peek(Ascii.bytes("k")));
    }

    @Test
    void timesMustBePositiveIntegersWithinRange() {
        String invalid = "-ERR invalid expire time in 'set' command";
        expect(invalid, "SET", "k", "v", "EX", "0");
        expect(invalid, "SET", "k", "v", "PX", "-1");
        expect(invalid, "SET", "k", "v", "EX", "9223372036854776");
        expect(invalid, "SET", "k", "v", "PX", "9223372036854775807");
        expect("-ERR value is not an integer or out of range", "SET", "k", "v", "EX", "1.5");
        expect("-ERR invalid expire time in 'setex' command", "SETEX", "k", "0", "v");
        expect("-ERR invalid expire time in 'psetex' command", "PSETEX", "k", "0", "v");
        tester.withString("k", "v");
        expect("-ERR invalid expire time in 'getex' command", "GETEX", "k", "EX", "0");
    }

    @Test
    void setexAndPsetexSetTheDeadline() {
        expect("+OK", "SETEX", "k", "10", "v");
        assertEquals(CommandTester.START + 10_000, entry("k").deadline());
        expect("+OK", "PSETEX", "k", "10", "v");
        assertEquals(CommandTester.START + 10, entry("k").deadline());
    }

    @Test
    void setnxTellsWhetherItSet() {
        expect(":1", "SETNX", "k", "1");
        expect(":0", "SETNX", "k", "2");
    }

    @Test
    void getsetTellsTheFormerValueAndTakesTheDeadlineAway() {
        expect("nil", "GETSET", "k", "1");
        expect("+OK", "SETEX", "k", "10", "2");
        expect("\"2\"", "GETSET", "k", "3");
        assertFalse(entry("k").hasDeadline());
        hash("h");
        expect(WRONG_TYPE, "GETSET", "h", "1");
    }

    @Test
    void getexChangesTheDeadline() {
        tester.withString("k", "v");
        expect("\"v\"", "GETEX", "k");
        assertFalse(entry("k").hasDeadline());
        expect("\"v\"", "GETEX", "k", "EX", "10");
        assertEquals(CommandTester.START + 10_000, entry("k").deadline());
        expect("\"v\"", "GETEX", "k", "PERSIST");
        assertFalse(entry("k").hasDeadline());
        expect("\"v\"", "GETEX", "k", "PXAT", "1");
        expect("nil", "GETEX", "k");
        expect("-ERR syntax error", "GETEX", "k", "EX", "1", "PERSIST");
    }

    @Test
    void getexWithoutOptionsIsNoChange() {
        tester.withString("k", "v");
        long sequence = tester.keyspace().effects().sequence();
        tester.run("GETEX", "k");
        tester.run("GETEX", "k", "PERSIST");
        assertEquals(sequence, tester.keyspace().effects().sequence());
    }

    @Test
    void getdelRemovesTheKey() {
        tester.withString("k", "v");
        expect("\"v\"", "GETDEL", "k");
        expect("nil", "GETDEL", "k");
        hash("h");
        expect(WRONG_TYPE, "GETDEL", "h");
    }

    @Test
    void mgetTellsNilForWhatIsNoString() {
        tester.withString("a", "1");
        hash("h");
        expect("[\"1\", nil, nil, \"1\"]", "MGET", "a", "h", "x", "a");
    }

    @Test
    void msetnxSetsAllKeysOrNone() {
        expect("+OK", "MSET", "a", "1", "b", "2");
        expect(":0", "MSETNX", "c", "3", "b", "4");
        expect("nil", "GET", "c");
        expect(":1", "MSETNX", "c", "3", "c", "4");
        expect("\"4\"", "GET", "c");
        expect("-ERR wrong number of arguments for 'mset' command", "MSET", "a", "1", "b");
        expect("-ERR wrong number of arguments for 'msetnx' command", "MSETNX", "a", "1", "b");
    }

    @Test
    void countingKeepsTheDeadline() {
        expect(":1", "INCR", "k");
        expect("\"1\"", "GETEX", "k", "EX", "10");
        expect(":11", "INCRBY", "k", "10");
        expect(":10", "DECR", "k");
        expect(":0", "DECRBY", "k", "10");
        expect("\"0.5\"", "INCRBYFLOAT", "k", "0.5");
        assertEquals(CommandTester.START + 10_000, entry("k").deadline());
    }

    @Test
    void countingRefusesOverflowAndWhatIsNoNumber() {
        tester.withString("k", "9223372036854775807");
        String overflow = "-ERR increment or decrement would overflow";
        expect(overflow, "INCR", "k");
        expect(overflow, "DECRBY", "k", "-1");
        expect("-ERR decrement would overflow", "DECRBY", "k", "-9223372036854775808");
        tester.withString("k", "x");
        expect("-ERR value is not an integer or out of range", "INCR", "k");
        expect("-ERR value is not a valid float", "INCRBYFLOAT", "k", "1");
        tester.withString("k", "1");
        expect("-ERR increment would produce NaN or Infinity", "INCRBYFLOAT", "k", "inf");
        hash("h");
        expect(WRONG_TYPE, "INCR", "h");
        expect(WRONG_TYPE, "INCRBYFLOAT", "h", "1");
    }

    @Test
    void aSumOfFloatsIsNotStoredAsAnInteger() {
        tester.withString("k", "1");
        expect("\"3\"", "INCRBYFLOAT", "k", "2.0");
        assertEquals("embstr", entry("k").value().encoding());
    }

    @Test
    void appendCreatesAndExtends() {
        expect(":2", "APPEND", "k", "12");
        assertEquals("int", entry("k").value().encoding());
        expect(":4", "APPEND", "k", "34");
        assertEquals("raw", entry("k").value().encoding());
        expect("\"1234\"", "GET", "k");
        expect(":4", "APPEND", "k", "");
    }

    @Test
    void stringsDoNotBecomeLongerThanProtoMaxBulkLen() {
        tester.withString("k", "x".repeat(999));
        expect(":1000", "APPEND", "k", "x");
        expect(TOO_LONG, "APPEND", "k", "x");
        expect(TOO_LONG, "SETRANGE", "k", "1000", "x");
        expect(TOO_LONG, "SETRANGE", "absent", "9223372036854775807", "x");
        expect(":1000", "SETRANGE", "k", "999", "y");
    }

    @Test
    void setrangeOfNothingChangesNothing() {
        expect(":0", "SETRANGE", "k", "5", "");
        assertNull(tester.database().peek(Ascii.bytes("k")));
        tester.withString("k", "12");
        expect(":2", "SETRANGE", "k", "5", "");
        assertEquals("int", entry("k").value().encoding());
        expect("-ERR offset is out of range", "SETRANGE", "k", "-1", "x");
        expect(":6", "SETRANGE", "k", "5", "x");
        expect("\"12\\x00\\x00\\x00x\"", "GET", "k");
    }

    @Test
    void getrangeTakesBothEndsIn() {
        tester.withString("k", "This is a string");
        expect("\"This\"", "GETRANGE", "k", "0", "3");
        expect("\"ing\"", "GETRANGE", "k", "-3", "-1");
        expect("\"This is a string\"", "SUBSTR", "k", "0", "-1");
        expect("\"string\"", "GETRANGE", "k", "10", "100");
        expect("\"\"", "GETRANGE", "k", "5", "3");
        tester.withString("n", "-123");
        expect("\"12\"", "GETRANGE", "n", "1", "2");
    }

    /** Redis 8.0 answers nothing here; its predecessors answered the first byte. */
    @Test
    void getrangeThatEndsBeforeTheBeginningIsEmpty() {
        tester.withString("k", "abc");
        expect("\"\"", "GETRANGE", "k", "-100", "-99");
        expect("\"\"", "GETRANGE", "k", "0", "-4");
    }

    @Test
    void lcsTellsSubsequenceLengthAndIndexes() {
        tester.withString("a", "ohmytext").withString("b", "mynewtext");
        expect("\"mytext\"", "LCS", "a", "b");
        expect(":6", "LCS", "a", "b", "LEN");
        expect(
                "[\"matches\", [[[4, 7], [5, 8]], [[2, 3], [0, 1]]], \"len\", 6]"
                        .replaceAll("(?<![\\w])(\\d)", ":$1"),
                "LCS",
                "a",
                "b",
                "IDX");
        expect(
                "[\"matches\", [[[4, 7], [5, 8], 4]], \"len\", 6]"
                        .replaceAll("(?<![\\w])(\\d)", ":$1"),
                "LCS",
                "a",
                "b",
                "IDX",
                "MINMATCHLEN",
                "4",
                "WITHMATCHLEN");
        expect("\"\"", "LCS", "a", "absent");
    }

    @Test
    void lcsRefusesWhatItCannotDo() {
        tester.withString("a", "x".repeat(100)).withString("b", "y");
        hash("h");
        expect("-ERR The specified keys must contain string values", "LCS", "a", "h");
        expect("-ERR syntax error", "LCS", "a", "b", "MINMATCHLEN");
        expect(
                "-ERR If you want both the length and indexes, please just use IDX.",
                "LCS",
                "a",
                "b",
                "IDX",
                "LEN");
        expect(
                "-ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len",
                "LCS",
                "a",
                "a");
    }

    @Test
    void strlenCountsBytes() {
        expect(":0", "STRLEN", "absent");
        tester.withString("n", "-5");
        expect(":2", "STRLEN", "n");
        hash("h");
        expect(WRONG_TYPE, "STRLEN", "h");
    }

    @Test
    void inResp3NothingIsNull() {
        tester.protocol(3);
        expect("null", "GET", "absent");
        expect("[null]", "MGET", "absent");
        expect("%[\"matches\", [], \"len\", :0]", "LCS", "a", "b", "IDX");
    }

    private void expect(String reply, String... words) {
        assertEquals(reply, tester.text(words), String.join(" ", words));
    }

    private void hash(String key) {
        HashValue hash = new HashValue();
        hash.put(Ascii.bytes("f"), Ascii.bytes("v"));
        tester.database().put(Ascii.bytes(key), hash);
    }

    private Entry entry(String key) {
        return tester.database().peek(Ascii.bytes(key));
    }
}
