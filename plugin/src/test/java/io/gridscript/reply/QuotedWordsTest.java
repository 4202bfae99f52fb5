package io.gridscript.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedWordsTest {

    @Test
    void blanksSeparateWords() {
        assertWords("");
        assertWords(" \t\r\013\f ");
        assertWords("a", "a");
        assertWords("  a \t b\rc ", "a", "b", "c");
    }

    /** Between words they are blanks, in a word they are bytes like others. */
    @Test
    void verticalTabAndFormFeedDontEndAWord() {
        assertWords("\013a\013b\fc \fd", "a\013b\fc", "d");
        assertWords("\"a\"\013b", "a", "b");
    }

    @Test
    void doubleQuotesKnowEscapes() {
        assertWords("\"\\n\\r\\t\\b\\a\\\"\\\\\\q\"", "\n\r\t\b\007\"\\q");
        assertWords("\"\\x00\\xfF\\x4\\xg0\"", "\0\u00ffx4xg0");
        assertWords("\"\"", "");
        assertWords("\" \"", " ");
        assertWords("\"it's\"", "it's");
    }

    @Test
    void singleQuotesKnowOnlyTheirOwnEscape() {
        assertWords("'a\\'b\\n\\\\ \"'", "a'b\\n\\\\ \"");
        assertWords("''", "");
    }

    @Test
    void quotesMayBeginInsideAWordAndEndIt() {
        assertWords("a\"b c\" d", "ab c", "d");
        assertWords("a'b c'", "ab c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "'", "a \"b", "\"a\"b", "'a'b", "\"a\\\"", "'a\\'", "\"\"\"a"})
    void unbalancedQuotesAreRefused(String line) {
        assertNull(QuotedWords.split(Ascii.bytes(line)));
    }

    @Test
    void bytesBeyondAsciiStandForThemselves() {
        assertWords("\u00e9\u00a0\u0085 \u00ff", "\u00e9\u00a0\u0085", "\u00ff");
    }

    private static void assertWords(String line, String... words) {
        byte[][] split = QuotedWords.split(Ascii.bytes(line));
        assertEquals(List.of(words), Arrays.stream(split).map(Ascii::string).toList());
    }
}
