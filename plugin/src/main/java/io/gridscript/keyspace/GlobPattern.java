package io.gridscript.keyspace;

import io.gridscript.reply.Ascii;

/**
 * Redis's glob patterns (stringmatchlen): {@code *}, {@code ?}, {@code [abc]}, {@code [^a-z]} and
 * {@code \} before what stands for itself. A pattern of a client is only read, never compiled into
 * nested calls: matching goes back to the last star only, so that it takes no stack and at most
 * pattern times text steps (CVE-2022-36021, CVE-2024-31228).
 */
public final class GlobPattern {

    private final byte[] pattern;
    private final boolean ignoreCase;

    /** Where the class that was tried last ends: behind its bracket. */
    private int classEnd;

    private GlobPattern(byte[] pattern, boolean ignoreCase) {
        this.pattern = pattern;
        this.ignoreCase = ignoreCase;
    }

    public static GlobPattern of(byte[] pattern) {
        return new GlobPattern(pattern, false);
    }

    /** A pattern for which capital and small letters of ASCII are the same. */
    public static GlobPattern ignoringCase(byte[] pattern) {
        return new GlobPattern(pattern, true);
    }

    /**
     * Whether a text matches, the whole of it. As in Redis, only the empty pattern and the lone
     * star, of which its commands make an exception, match the empty text. Not to be asked by two
     * threads at once.
     */
    public boolean matches(byte[] text) {
        if (text.length == 0) {
            return pattern.length == 0 || pattern.length == 1 && pattern[0] == '*';
        }
        int at = 0;
        int position = 0;
        int afterStar = -1;
        int starPosition = 0;
        while (position < text.length) {
            if (at < pattern.length && pattern[at] == '*') {
                at++;
                if (at == pattern.length) {
                    return true;
                }
                afterStar = at;
                starPosition = position;
                continue;
            }
            int next = at < pattern.length ? matchOne(at, text[position]) : -1;
            if (next >= 0) {
                at = next;
                position++;
            } else if (afterStar >= 0) {
                at = afterStar;
                position = ++starPosition;
            } else {
                return false;
            }
        }
        while (at < pattern.length && pattern[at] == '*') {
            at++;
        }
        return at == pattern.length;
    }

    /** Where the pattern goes on after this byte, or -1 when the byte doesn't match. */
    private int matchOne(int at, byte b) {
        switch (pattern[at]) {
            case '?':
                return at + 1;
            case '[':
                return matchClass(at + 1, b) ? classEnd : -1;
            case '\\':
                int escaped = at + 1 < pattern.length ? at + 1 : at;
                return same(pattern[escaped], b) ? escaped + 1 : -1;
            default:
                return same(pattern[at], b) ? at + 1 : -1;
        }
    }

    /** As in Redis, a class that is not closed ends with the pattern. */
    private boolean matchClass(int start, byte b) {
        int at = start;
        boolean negated = at < pattern.length && pattern[at] == '^';
        if (negated) {
            at++;
        }
        boolean matched = false;
        while (at < pattern.length && pattern[at] != ']') {
            if (pattern[at] == '\\' && at + 1 < pattern.length) {
                matched |= pattern[at + 1] == b;
                at += 2;
            } else if (at + 2 < pattern.length && pattern[at + 1] == '-') {
                matched |= isBetween(pattern[at], pattern[at + 2], b);
                at += 3;
            } else {
                matched |= same(pattern[at], b);
                at++;
            }
        }
        classEnd = Math.min(at + 1, pattern.length);
        return matched != negated;
    }

    /** Redis compares the ends of a range as signed chars. */
    private boolean isBetween(byte one, byte other, byte b) {
        byte low = (byte) Math.min(one, other);
        byte high = (byte) Math.max(one, other);
        if (ignoreCase) {
            low = Ascii.lower(low);
            high = Ascii.lower(high);
        }
        byte compared = ignoreCase ? Ascii.lower(b) : b;
        return compared >= low && compared <= high;
    }

    private boolean same(byte one, byte other) {
        return one == other || ignoreCase && Ascii.lower(one) == Ascii.lower(other);
    }
}
