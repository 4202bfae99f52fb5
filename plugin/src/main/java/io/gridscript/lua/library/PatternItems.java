package io.gridscript.lua.library;

import io.gridscript.lua.vm.RaisedError;
import java.util.Arrays;

/** A pattern as a row of items that stand for one byte each: letters, classes, sets. */
final class PatternItems {

    /** The pattern. In Lua 5.1 it is a C string: a byte 0 ends it. */
    final byte[] text;

    PatternItems(byte[] pattern) {
        text = upToNul(pattern);
    }

    private static byte[] upToNul(byte[] pattern) {
        for (int i = 0; i < pattern.length; i++) {
            if (pattern[i] == 0) {
                return Arrays.copyOf(pattern, i);
            }
        }
        return pattern;
    }

    /**
     * The end of the item with which every match begins; 0 if the pattern begins with something
     * else.
     */
    int endOfFirst() {
        if (text.length == 0 || !isItem(text[0], text.length > 1 ? text[1] : 0)) {
            return 0;
        }
        int end = end(0);
        byte repeats = end < text.length ? text[end] : 0;
        return repeats == '*' || repeats == '?' || repeats == '-' ? 0 : end;
    }

    private boolean isItem(byte first, int second) {
        return switch (first) {
            case '(', ')' -> false;
            case '$' -> text.length > 1;
            case '%' -> second != 'b' && second != 'f' && (second < '0' || second > '9');
            default -> true;
        };
    }

    /** Where the item that begins at a place ends. */
    int end(int start) {
        int p = start;
        byte first = text[p++];
        if (first == '%') {
            if (p >= text.length) {
                throw RaisedError.text("malformed pattern (ends with '%')");
            }
            return p + 1;
        }
        if (first != '[') {
            return p;
        }
        if (p < text.length && text[p] == '^') {
            p++;
        }
        // A bracket in the first place stands for itself.
        do {
            if (p >= text.length) {
                throw RaisedError.text("malformed pattern (missing ']')");
            }
            p += text[p] == '%' && p + 1 < text.length ? 2 : 1;
        } while (p >= text.length || text[p] != ']');
        return p + 1;
    }

    /** Whether a byte is one of those that an item stands for. */
    boolean has(int c, int p, int end) {
        return switch (text[p]) {
            case '.' -> true;
            case '%' -> CharacterClass.has(text[p + 1] & 0xff, c);
            case '[' -> inSet(c, p, end - 1);
            default -> (text[p] & 0xff) == c;
        };
    }

    /** Whether a set has a byte; {@code last} is its closing bracket. */
    boolean inSet(int c, int start, int last) {
        int p = start + 1;
        boolean found = true;
        if (text[p] == '^') {
            found = false;
            p++;
        }
        while (p < last) {
            int item = text[p] & 0xff;
            if (item == '%') {
                p++;
                if (CharacterClass.has(text[p] & 0xff, c)) {
                    return found;
                }
                p++;
            } else if (p + 2 < last && text[p + 1] == '-') {
                if (item <= c && c <= (text[p + 2] & 0xff)) {
                    return found;
                }
                p += 3;
            } else {
                if (item == c) {
                    return found;
                }
                p++;
            }
        }
        return !found;
    }
}
