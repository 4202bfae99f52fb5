package io.gridscript.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.CommandTester;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Aggregate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectCommandTest {

    private final CommandTester tester = KeyTester.create();

    @ParameterizedTest
    @CsvSource({"12, int", "012, embstr", "text, embstr", "'', embstr"})
    void encodingsAreNamedAsInRedis(String value, String encoding) {
        tester.withString("s", value);
        assertEquals('"' + encoding + '"', tester.text("OBJECT", "ENCODING", "s"));
    }

    @Test
    void longStringsAreRawAndHashesListpacks() {
        tester.withString("s", "x".repeat(45)).run("HSET", "h", "f", "v");
        assertEquals("\"raw\"", tester.text("OBJECT", "encoding", "s"));
        assertEquals("\"listpack\"", tester.text("object", "encoding", "h"));
    }

    @Test
    void idletimeCountsFromTheLastAccessAndIsNone() {
        tester.run("HSET", "h", "f", "v");
        tester.advance(3999);
        assertEquals(":3", tester.text("OBJECT", "IDLETIME", "h"));
        tester.run("HGET", "h", "f");
        assertEquals(":0", tester.text("OBJECT", "IDLETIME", "h"));
    }

    /** Redis shares the objects of small integers, and says so by the largest count. */
    @ParameterizedTest
    @CsvSource({"0, 2147483647", "9999, 2147483647", "10000, 1", "-1, 1", "text, 1", "01, 1"})
    void onlySmallIntegersAreShared(String value, int references) {
        tester.withString("s", value);
        assertEquals(":" + references, tester.text("OBJECT", "REFCOUNT", "s"));
    }

    @Test
    void withoutAnLfuPolicyThereIsNoFrequency() {
        tester.withString("s", "1");
        assertEquals(
                "-ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please"
                        + " note that when switching between policies at runtime LRU and LFU data"
                        + " will take some time to adjust.",
                tester.text("OBJECT", "FREQ", "s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENCODING", "FREQ", "IDLETIME", "REFCOUNT"})
    void ofAMissingKeyNothingIsKnown(String subcommand) {
        assertEquals("nil", tester.text("OBJECT", subcommand, "none"));
        assertEquals(
                "-ERR wrong number of arguments for 'object|"
                        + subcommand.toLowerCase(Locale.ROOT)
                        + "' command",
                tester.text("OBJECT", subcommand));
    }

    @Test
    void helpListsTheSubcommands() {
        Aggregate help = (Aggregate) tester.run("object", "help");
        assertEquals(
                "+OBJECT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
                help.elements().get(0).toString());
        String text = help.toString();
        for (String name : tester.table().find(Ascii.bytes("object")).subcommands().keySet()) {
            assertTrue(text.contains("+" + name.toUpperCase(Locale.ROOT)), name);
        }
    }

    @Test
    void anUnknownSubcommandIsNamed() {
        assertEquals(
                "-ERR unknown subcommand 'foo'. Try OBJECT HELP.", tester.text("OBJECT", "foo"));
        assertEquals("-ERR wrong number of arguments for 'object' command", tester.text("OBJECT"));
    }
}
