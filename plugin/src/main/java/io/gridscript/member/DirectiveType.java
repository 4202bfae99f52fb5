package io.gridscript.member;

import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;

/**
 * How the values of a directive are read and written, after the types of Redis's config.c.
 *
 * @param <T> an immutable value
 */
interface DirectiveType<T> {

    /**
     * Reads a value as CONFIG SET gets it, one byte in each character.
     *
     * @throws DirectiveRefused with Redis's sentence
     */
    T parse(String text) throws DirectiveRefused;

    /**
     * Reads a value that may leave parts of the present one as they are.
     *
     * @throws DirectiveRefused with Redis's sentence
     */
    default T parse(String text, T present) throws DirectiveRefused {
        return parse(text);
    }

    /** Writes a value as CONFIG GET shows it. */
    default String text(T value) {
        return value.toString();
    }

    /** {@code yes} or {@code no}. */
    DirectiveType<Boolean> BOOL =
            new DirectiveType<>() {
                @Override
                public Boolean parse(String text) throws DirectiveRefused {
                    if (same(text, "yes")) {
                        return true;
                    }
                    if (same(text, "no")) {
                        return false;
                    }
                    throw new DirectiveRefused("argument must be 'yes' or 'no'");
                }

                @Override
                public String text(Boolean value) {
                    return value ? "yes" : "no";
                }
            };

    /** Any text. */
    DirectiveType<String> TEXT = text -> text;

    /** A name without a folder. */
    static DirectiveType<String> fileName() {
        return text -> {
            if (text.indexOf('/') >= 0 || text.indexOf('\\') >= 0) {
                throw new DirectiveRefused("dbfilename can't be a path, just a filename");
            }
            return text;
        };
    }

    /** Words with spaces between them. */
    DirectiveType<List<String>> WORDS =
            new DirectiveType<>() {
                @Override
                public List<String> parse(String text) {
                    List<String> words = new ArrayList<>();
                    for (String word : text.split(" ")) {
                        if (!word.isEmpty()) {
                            words.add(word);
                        }
                    }
                    return List.copyOf(words);
                }

                @Override
                public String text(List<String> words) {
                    return String.join(" ", words);
                }
            };

    /** A decimal integer in a range that includes both its ends. */
    static DirectiveType<Long> integer(long least, long greatest) {
        return text -> inRange(Numerals.integer(text), least, greatest);
    }

    /** A number of bytes with or without a unit, in a range that includes both its ends. */
    static DirectiveType<Long> memory(long least, long greatest) {
        return text -> inRange(Numerals.memory(text), least, greatest);
    }

    /** One of some words, in any case. */
    static DirectiveType<String> oneOf(String... words) {
        return text -> {
            for (String word : words) {
                if (same(text, word)) {
                    return word;
                }
            }
            throw new DirectiveRefused(
                    "argument(s) must be one of the following: " + String.join(", ", words));
        };
    }

    private static long inRange(long value, long least, long greatest) throws DirectiveRefused {
        if (value < least || value > greatest) {
            throw new DirectiveRefused(
                    "argument must be between " + least + " and " + greatest + " inclusive");
        }
        return value;
    }

    private static boolean same(String text, String lowerCaseWord) {
        return Ascii.is(Ascii.bytes(text), lowerCaseWord);
    }
}
