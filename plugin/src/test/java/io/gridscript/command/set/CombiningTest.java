package io.gridscript.command.set;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import io.gridscript.keyspace.Entry;
import io.gridscript.reply.Ascii;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CombiningTest {

    private static final String WRONG_TYPE =
            "-WRONGTYPE Operation against a key holding the wrong kind of value";

    private final CommandTester tester = new CommandTester(SetCommands::register);

    @BeforeEach
    void fill() {
        tester.run("SADD", "abc", "a", "b", "c", "1");
        tester.run("SADD", "bcd", "b", "c", "d", "2");
        tester.run("SADD", "ce", "c", "e");
        tester.run("SADD", "odd", "1", "3", "5");
        tester.run("SADD", "few", "3", "2", "1");
    }

    @Test
    void sinterListsWhatAllHave() {
        assertEquals("[\"b\", \"c\"]", tester.text("SINTER", "abc", "bcd"));
        assertEquals("[\"c\"]", tester.text("SINTER", "abc", "bcd", "ce"));
        assertEquals("[\"1\", \"3\"]", tester.text("SINTER", "odd", "few"));
        assertEquals("[\"1\"]", tester.text("SINTER", "abc", "few"));
        assertEquals("[]", tester.text("SINTER", "abc", "none"));
        assertEquals("[\"c\", \"e\"]", tester.text("SINTER", "ce"));
    }

    @Test
    void sunionListsWhatAnyHas() {
        assertEquals(
                "[\"a\", \"b\", \"c\", \"1\", \"e\"]", tester.text("SUNION", "abc", "none", "ce"));
        assertEquals("[\"1\", \"2\", \"3\", \"5\"]", tester.text("SUNION", "odd", "few"));
        assertEquals("[]", tester.text("SUNION", "none", "none"));
    }

    @Test
    void sdiffListsWhatOnlyTheFirstHas() {
        assertEquals("[\"a\", \"b\", \"1\"]", tester.text("SDIFF", "abc", "ce"));
        assertEquals("[\"a\"]", tester.text("SDIFF", "abc", "bcd", "few", "ce"));
        assertEquals("[\"5\"]", tester.text("SDIFF", "odd", "few"));
        assertEquals("[]", tester.text("SDIFF", "abc", "ce", "abc"));
        assertEquals("[]", tester.text("SDIFF", "none", "abc"));
        assertEquals("[\"c\", \"e\"]", tester.text("SDIFF", "ce", "none"));
    }

    @Test
    void aLargeSetLosesTheMembersOfManySmallOnes() {
        for (int i = 0; i < 100; i++) {
            tester.run("SADD", "large", "m" + i);
        }
        String[] request = new String[62];
        request[0] = "SDIFFSTORE";
        request[1] = "rest";
        request[2] = "large";
        for (int i = 3; i < request.length; i++) {
            tester.run("SADD", "small" + i, "m" + i);
            request[i] = "small" + i;
        }
        assertEquals(":41", tester.text(request));
        assertEquals(
                "[:1, :0, :0, :1]", tester.text("SMISMEMBER", "rest", "m2", "m3", "m61", "m62"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SINTER", "SUNION", "SDIFF"})
    void repliesAreSetsInResp3(String name) {
        tester.protocol(3);
        assertEquals("~[\"c\", \"e\"]", tester.text(name, "ce"));
        assertEquals("~[]", tester.text(name, "none"));
    }

    @ParameterizedTest
    @CsvSource({"SINTERSTORE,2", "SUNIONSTORE,6", "SDIFFSTORE,2"})
    void whatIsStoredReplacesWhatWasThere(String name, int size) {
        tester.withString("to", "v");
        assertEquals(":" + size, tester.text(name, "to", "abc", "bcd"));
        assertEquals(":" + size, tester.text("SCARD", "to"));
        assertEquals(":" + size, tester.text(name, "abc", "abc", "bcd"));
        assertEquals(":" + size, tester.text("SCARD", "abc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SINTERSTORE", "SUNIONSTORE", "SDIFFSTORE"})
    void nothingToStoreRemovesWhatWasThere(String name) {
        tester.withString("to", "v");
        assertEquals(":0", tester.text(name, "to", "none"));
        assertEquals(null, entry("to"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SINTERSTORE", "SUNIONSTORE", "SDIFFSTORE"})
    void whatIsStoredHasNoDeadline(String name) {
        tester.database().deadline(entry("ce"), tester.keyspace().now() + 1000);
        tester.run(name, "ce", "ce");
        assertEquals(Entry.NO_DEADLINE, entry("ce").deadline());
    }

    @Test
    void whatIsStoredIsAnIntsetWhereItCanBe() {
        tester.run("SINTERSTORE", "to", "abc", "few");
        assertEquals("intset", entry("to").value().encoding());
        tester.run("SDIFFSTORE", "to", "odd", "few");
        assertEquals("intset", entry("to").value().encoding());
        tester.run("SUNIONSTORE", "to", "odd", "ce");
        assertEquals("listpack", entry("to").value().encoding());
    }

    @Test
    void allSetsMustBeSetsEvenBesideNothing() {
        tester.withString("string", "v");
        assertEquals(WRONG_TYPE, tester.text("SINTER", "none", "string"));
        assertEquals(WRONG_TYPE, tester.text("SUNIONSTORE", "to", "abc", "string"));
        assertEquals(WRONG_TYPE, tester.text("SDIFF", "none", "string"));
        assertEquals(WRONG_TYPE, tester.text("SINTERCARD", "2", "none", "string"));
    }

    @Test
    void sintercardCountsUpToALimit() {
        assertEquals(":2", tester.text("SINTERCARD", "2", "abc", "bcd"));
        assertEquals(":1", tester.text("SINTERCARD", "2", "abc", "bcd", "LIMIT", "1"));
        assertEquals(":2", tester.text("SINTERCARD", "2", "abc", "bcd", "limit", "0"));
        assertEquals(
                ":1", tester.text("SINTERCARD", "2", "abc", "bcd", "LIMIT", "2", "LIMIT", "1"));
        assertEquals(":0", tester.text("SINTERCARD", "1", "none"));
    }

    @Test
    void sintercardRefusesWrongWords() {
        String numkeys = "-ERR numkeys should be greater than 0";
        String limit = "-ERR LIMIT can't be negative";
        assertEquals(numkeys, tester.text("SINTERCARD", "0", "abc"));
        assertEquals(numkeys, tester.text("SINTERCARD", "x", "abc"));
        assertEquals(
                "-ERR Number of keys can't be greater than number of args",
                tester.text("SINTERCARD", "3", "abc", "bcd"));
        assertEquals(limit, tester.text("SINTERCARD", "1", "abc", "LIMIT", "-1"));
        assertEquals(limit, tester.text("SINTERCARD", "1", "abc", "LIMIT", "x"));
        assertEquals("-ERR syntax error", tester.text("SINTERCARD", "1", "abc", "LIMIT"));
        assertEquals("-ERR syntax error", tester.text("SINTERCARD", "1", "abc", "bcd"));
    }

    private Entry entry(String key) {
        return tester.database().peek(Ascii.bytes(key));
    }
}
