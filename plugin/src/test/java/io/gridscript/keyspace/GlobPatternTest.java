package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GlobPatternTest {

    @Test
    void starMatchesAnyRun() {
        assertMatches("*", "");
        assertMatches("*", "anything");
        assertMatches("a*c", "ac");
        assertMatches("a*c", "abcabc");
        assertDiffers("a*c", "abcab");
        assertMatches("*a*b*", "xxaxxbxx");
        assertDiffers("*a*b*", "xxbxxaxx");
        assertMatches("a**", "a");
        assertDiffers("**", "");
    }

    @Test
    void questionMarkMatchesOneByte() {
        assertMatches("h?llo", "hello");
        assertDiffers("h?llo", "hllo");
        assertDiffers("?", "");
        assertDiffers("?", "ab");
    }

    @Test
    void classesMatchTheirBytesAndRanges() {
        assertMatches("h[ae]llo", "hallo");
        assertDiffers("h[ae]llo", "hillo");
        assertMatches("h[^e]llo", "hallo");
        assertDiffers("h[^e]llo", "hello");
        assertMatches("[a-c]x", "bx");
        assertMatches("[c-a]x", "bx");
        assertDiffers("[a-c]x", "dx");
        assertMatches("[a\\]]", "]");
        assertMatches("[a-", "-");
        assertMatches("[ab", "b");
        assertDiffers("[", "[");
        assertDiffers("[]", "]");
        assertMatches("[^", "x");
    }

    @Test
    void backslashTakesAwayTheMeaning() {
        assertMatches("\\*", "*");
        assertDiffers("\\*", "a");
        assertMatches("a\\", "a\\");
        assertMatches("[\\^]", "^");
    }

    @Test
    void capitalAndSmallLettersAreTheSameWhenAsked() {
        assertTrue(GlobPattern.ignoringCase(Ascii.bytes("MAX*")).matches(Ascii.bytes("maxmemory")));
        assertTrue(GlobPattern.ignoringCase(Ascii.bytes("[A-C]")).matches(Ascii.bytes("b")));
        assertFalse(GlobPattern.of(Ascii.bytes("MAX*")).matches(Ascii.bytes("maxmemory")));
    }

    @Test
    void bytesBeyondAsciiStandForThemselves() {
        assertMatches("\u00e9*", "\u00e9t\u00e9");
        assertDiffers("\u00e9", "\u00c9");
        assertMatches("[\u0080-\u00ff]", "\u00c0");
    }

    /** CVE-2022-36021: many stars made KEYS take exponential time. */
    @Test
    void manyStarsTakeNoLongTime() {
        GlobPattern pattern = GlobPattern.of(Ascii.bytes("a*".repeat(40) + "b"));
        byte[] text = Ascii.bytes("a".repeat(10_000));
        assertTimeout(Duration.ofSeconds(5), () -> assertFalse(pattern.matches(text)));
    }

    /** CVE-2024-31228: long patterns overflowed the stack. */
    @Test
    void longPatternsTakeNoStack() {
        GlobPattern pattern = GlobPattern.of(Ascii.bytes("*a".repeat(500_000)));
        assertTrue(pattern.matches(Ascii.bytes("a".repeat(500_000))));
    }

    private static void assertMatches(String pattern, String text) {
        assertEquals(true, matches(pattern, text), pattern + " and " + text);
    }

    private static void assertDiffers(String pattern, String text) {
        assertEquals(false, matches(pattern, text), pattern + " and " + text);
    }

    private static boolean matches(String pattern, String text) {
        return GlobPattern.of(Ascii.bytes(pattern)).matches(Ascii.bytes(text));
    }
}
