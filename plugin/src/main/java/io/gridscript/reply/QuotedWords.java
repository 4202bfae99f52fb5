package io.gridscript.reply;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into words as Redis does (sdssplitargs): blanks separate them; {@code "..."} knows
 * the escapes {@code \n \r \t \b \a \xHH \" \\}, {@code '...'} only {@code \'}; a closing quote
 * ends its word and must be followed by a blank.
 */
public final class QuotedWords {

    private static final byte[][] NONE = {};

    private final byte[] line;
    private final byte[] word;
    private int at;
    private int length;

    private QuotedWords(byte[] line) {
        this.line = line;
        this.word = new byte[line.length];
    }

    /** The words, none for a blank line; null if the quotes are not balanced. */
    public static byte[][] split(byte[] line) {
        return new QuotedWords(line).split();
    }

    private byte[][] split() {
        List<byte[]> words = new ArrayList<>();
        while (skipBlanks()) {
            length = 0;
            if (!readWord()) {
                return null;
            }
            byte[] copy = new byte[length];
            System.arraycopy(word, 0, copy, 0, length);
            words.add(copy);
        }
        return words.toArray(NONE);
    }

    private boolean skipBlanks() {
        while (at < line.length && isBlank(line[at])) {
            at++;
        }
        return at < line.length;
    }

    private boolean readWord() {
        while (at < line.length) {
            byte b = line[at++];
            switch (b) {
                case ' ', '\n', '\r', '\t', 0 -> {
                    return true;
                }
                case '"' -> {
                    return readDoubleQuoted();
                }
                case '\'' -> {
                    return readSingleQuoted();
                }
                default -> append(b);
            }
        }
        return true;
    }

    private boolean readDoubleQuoted() {
        while (at < line.length) {
            byte b = line[at++];
            if (b == '"') {
                return isEndOfWord();
            }
            if (b == '\\' && at < line.length) {
                append(escaped());
            } else {
                append(b);
            }
        }
        return false;
    }

    private byte escaped() {
        byte b = line[at++];
        if (b == 'x' && at + 1 < line.length) {
            int high = Character.digit(line[at], 16);
            int low = Character.digit(line[at + 1], 16);
            if (high >= 0 && low >= 0) {
                at += 2;
                return (byte) (high << 4 | low);
            }
        }
        return switch (b) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'a' -> 7;
            default -> b;
        };
    }

    private boolean readSingleQuoted() {
        while (at < line.length) {
            byte b = line[at++];
            if (b == '\'') {
                return isEndOfWord();
            }
            if (b == '\\' && at < line.length && line[at] == '\'') {
                b = line[at++];
            }
            append(b);
        }
        return false;
    }

    private boolean isEndOfWord() {
        return at == line.length || isBlank(line[at]);
    }

    private void append(byte b) {
        word[length++] = b;
    }

    /** C's isspace. Of these only space, tab, CR and LF also end an unquoted word. */
    private static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }
}
