package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a script says its name, and which names there are. */
class ScriptNameTest {

    private static final String LONGEST = "x".repeat(128);

    private static ScriptName name(String source) {
        return ScriptName.of(Ascii.bytes(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- @name take",
                "-- @name take\nreturn 1",
                "--@name take\r\nreturn 1",
                "---  @name\ttake  \nreturn 1",
                "#!lua flags=no-writes\n-- @name take\nreturn 1",
                "#!lua\n\n  -- what it does\n--[ no long comment\n\t-- @name take\n-- @name other\n",
                "\n\n-- @names no such word\n-- @name take\n",
            })
    void nameStandsInAnyOfTheLeadingComments(String source) {
        assertEquals(new ScriptName("take", null), name(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "return 1 -- @name take",
                "return 1\n-- @name take",
                "--[[ @name take ]]",
                "--[==[\n-- @name take\n]==]",
                "-- see @name take",
                "-- @nametake",
                "--@Name take",
                "- @name take",
                "return 1\n#!lua\n-- @name take",
                "\n#!lua\n-- @name take",
            })
    void anythingElseIsNoName(String source) {
        assertEquals(new ScriptName(null, null), name(source));
    }

    @Test
    void malformedNameIsToldAndNotUsed() {
        assertEquals(new ScriptName(null, ""), name("-- @name\nreturn 1"));
        assertEquals(new ScriptName(null, "two words"), name("-- @name two words\nreturn 1"));
        assertEquals(new ScriptName(null, "gr\u00fcn"), name("-- @name gr\u00fcn"));
        assertEquals(new ScriptName(null, "a?b"), name("-- @name a\u001bb"));
        assertEquals(
                new ScriptName(null, "bad name"),
                name("-- @name bad name\n-- @name good"),
                "only the first line counts");
        assertEquals(200, name("-- @name " + "x".repeat(5000)).malformed().length());
    }

    @Test
    void namesHaveTheirLetters() {
        assertEquals("a.B-c:9_", name("-- @name a.B-c:9_").text());
        assertEquals(LONGEST, name("-- @name " + LONGEST).text());
        assertNull(name("-- @name " + LONGEST + "x").text());
        assertTrue(ScriptName.isProper("rate_limit"));
        for (String no : new String[] {"", " ", "a b", "a/b", "\u00e9", LONGEST + "x", "a\n"}) {
            assertFalse(ScriptName.isProper(no), no);
        }
    }
}
