package io.gridscript.lua;

import static org.luaj.vm2.LuaValue.valueOf;

import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Matches one subject with one Lua 5.1 pattern, by backtracking as Lua does. Every attempt counts
 * as a step, so that patterns that try too much can be stopped.
 */
final class PatternMatch {

    static final int NO_MATCH = -1;

    private static final int MOST_CAPTURES = 32;

    /** Bytes of a pattern or subject looked at in the time of a step. */
    private static final int BYTES_OF_A_STEP = 32;

    private static final int POSITION = -2;
    private static final int UNFINISHED = -1;

    private final LuaState state;
    private final byte[] subject;
    private final byte[] pattern;
    private final int[] captureStart = new int[MOST_CAPTURES];
    private final int[] captureLength = new int[MOST_CAPTURES];
    private int captures;

    PatternMatch(LuaState state, byte[] subject, byte[] pattern) {
        this.state = state;
        this.subject = subject;
        this.pattern = upToNul(pattern);
    }

    /** In Lua 5.1 a pattern is a C string: a byte 0 ends it. */
    private static byte[] upToNul(byte[] pattern) {
        for (int i = 0; i < pattern.length; i++) {
            if (pattern[i] == 0) {
                return Arrays.copyOf(pattern, i);
            }
        }
        return pattern;
    }

    /**
     * Tries to match at one place.
     *
     * @param from where in the subject
     * @param patternFrom where in the pattern to begin: behind the anchor, if it has one
     * @return the end of the match, or {@link #NO_MATCH}
     */
    int at(int from, int patternFrom) {
        captures = 0;
        return match(from, patternFrom);
    }

    /** How many captures the match made. */
    int captures() {
        return captures;
    }

    /** All captures; the whole match if there are none. */
    Varargs values(int from, int to) {
        if (captures < 2) {
            return capture(0, from, to);
        }
        LuaValue[] values = new LuaValue[captures];
        for (int i = 0; i < values.length; i++) {
            values[i] = capture(i, from, to);
        }
        return LuaValue.varargsOf(values);
    }

    /** A capture, counted from 0; the first is the whole match if there are none. */
    LuaValue capture(int index, int from, int to) {
        if (index >= captures) {
            if (index != 0) {
                throw RaisedError.text("invalid capture index");
            }
            return whole(from, to);
        }
        int length = captureLength[index];
        if (length == UNFINISHED) {
            throw RaisedError.text("unfinished capture");
        }
        return length == POSITION
                ? valueOf(captureStart[index] + 1)
                : LuaString.valueOf(subject, captureStart[index], length);
    }

    LuaString whole(int from, int to) {
        return LuaString.valueOf(subject, from, to - from);
    }

    private int match(int from, int patternFrom) {
        int s = from;
        int p = patternFrom;
        while (p < pattern.length) {
            state.step();
            switch (pattern[p]) {
                case '(':
                    return p + 1 < pattern.length && pattern[p + 1] == ')'
                            ? startCapture(s, p + 2, POSITION)
                            : startCapture(s, p + 1, UNFINISHED);
                case ')':
                    return endCapture(s, p + 1);
                case '$':
                    if (p + 1 == pattern.length) {
                        return s == subject.length ? s : NO_MATCH;
                    }
                    break;
                case '%':
                    int special = p + 1 < pattern.length ? pattern[p + 1] : 0;
                    if (special == 'b') {
                        s = balance(s, p + 2);
                        p += 4;
                    } else if (special == 'f') {
                        int end = frontier(s, p + 2);
                        s = end < 0 ? NO_MATCH : s;
                        p = Math.abs(end);
                    } else if (special >= '0' && special <= '9') {
                        s = backReference(s, special);
                        p += 2;
                    } else {
                        break;
                    }
                    if (s == NO_MATCH) {
                        return NO_MATCH;
                    }
                    continue;
                default:
                    break;
            }
            int end = classEnd(p);
            if (end - p > BYTES_OF_A_STEP) {
                state.steps((end - p) / BYTES_OF_A_STEP);
            }
            boolean matches = s < subject.length && single(s, p, end);
            switch (end < pattern.length ? pattern[end] : 0) {
                case '?':
                    if (matches) {
                        int rest = match(s + 1, end + 1);
                        if (rest != NO_MATCH) {
                            return rest;
                        }
                    }
                    p = end + 1;
                    continue;
                case '*':
                    return longest(s, p, end);
                case '+':
                    return matches ? longest(s + 1, p, end) : NO_MATCH;
                case '-':
                    return shortest(s, p, end);
                default:
                    if (!matches) {
                        return NO_MATCH;
                    }
                    s++;
                    p = end;
            }
        }
        return s;
    }

    private int longest(int from, int p, int end) {
        int count = 0;
        int steps = 1 + (end - p) / BYTES_OF_A_STEP;
        while (from + count < subject.length && single(from + count, p, end)) {
            state.steps(steps);
            count++;
        }
        for (; count >= 0; count--) {
            int rest = match(from + count, end + 1);
            if (rest != NO_MATCH) {
                return rest;
            }
        }
        return NO_MATCH;
    }

    private int shortest(int from, int p, int end) {
        for (int s = from; ; s++) {
            int rest = match(s, end + 1);
            if (rest != NO_MATCH) {
                return rest;
            }
            if (s >= subject.length || !single(s, p, end)) {
                return NO_MATCH;
            }
            state.steps((end - p) / BYTES_OF_A_STEP);
        }
    }

    private int startCapture(int s, int p, int kind) {
        if (captures == MOST_CAPTURES) {
            throw RaisedError.text("too many captures");
        }
        captureStart[captures] = s;
        captureLength[captures] = kind;
        captures++;
        int end = match(s, p);
        if (end == NO_MATCH) {
            captures--;
        }
        return end;
    }

    private int endCapture(int s, int p) {
        int open = captures - 1;
        while (open >= 0 && captureLength[open] != UNFINISHED) {
            open--;
        }
        if (open < 0) {
            throw RaisedError.text("invalid pattern capture");
        }
        captureLength[open] = s - captureStart[open];
        int end = match(s, p);
        if (end == NO_MATCH) {
            captureLength[open] = UNFINISHED;
        }
        return end;
    }

    private int balance(int s, int p) {
        if (p + 1 >= pattern.length) {
            throw RaisedError.text("unbalanced pattern");
        }
        if (s >= subject.length || subject[s] != pattern[p]) {
            return NO_MATCH;
        }
        int depth = 1;
        for (int i = s + 1; i < subject.length; i++) {
            state.step();
            if (subject[i] == pattern[p + 1]) {
                if (--depth == 0) {
                    return i + 1;
                }
            } else if (subject[i] == pattern[p]) {
                depth++;
            }
        }
        return NO_MATCH;
    }

    /** The end of the set in the pattern; negative where there is no frontier. */
    private int frontier(int s, int p) {
        if (p >= pattern.length || pattern[p] != '[') {
            throw RaisedError.text("missing '[' after '%f' in pattern");
        }
        int end = classEnd(p);
        int previous = s == 0 ? 0 : subject[s - 1] & 0xff;
        int next = s == subject.length ? 0 : subject[s] & 0xff;
        return !inSet(previous, p, end - 1) && inSet(next, p, end - 1) ? end : -end;
    }

    private int backReference(int s, int digit) {
        int index = digit - '1';
        if (index < 0 || index >= captures || captureLength[index] == UNFINISHED) {
            throw RaisedError.text("invalid capture index");
        }
        int length = Math.max(0, captureLength[index]);
        state.steps(length / BYTES_OF_A_STEP);
        if (subject.length - s < length) {
            return NO_MATCH;
        }
        for (int i = 0; i < length; i++) {
            if (subject[captureStart[index] + i] != subject[s + i]) {
                return NO_MATCH;
            }
        }
        return s + length;
    }

    private int classEnd(int start) {
        int p = start;
        byte first = pattern[p++];
        if (first == '%') {
            if (p >= pattern.length) {
                throw RaisedError.text("malformed pattern (ends with '%')");
            }
            return p + 1;
        }
        if (first != '[') {
            return p;
        }
        if (p < pattern.length && pattern[p] == '^') {
            p++;
        }
        // A bracket in the first place stands for itself.
        do {
            if (p >= pattern.length) {
                throw RaisedError.text("malformed pattern (missing ']')");
            }
            p += pattern[p] == '%' && p + 1 < pattern.length ? 2 : 1;
        } while (p >= pattern.length || pattern[p] != ']');
        return p + 1;
    }

    private boolean single(int s, int p, int end) {
        int c = subject[s] & 0xff;
        return switch (pattern[p]) {
            case '.' -> true;
            case '%' -> CharacterClass.has(pattern[p + 1] & 0xff, c);
            case '[' -> inSet(c, p, end - 1);
            default -> (pattern[p] & 0xff) == c;
        };
    }

    /** Whether a set has a byte; {@code last} is its closing bracket. */
    private boolean inSet(int c, int start, int last) {
        int p = start + 1;
        boolean found = true;
        if (pattern[p] == '^') {
            found = false;
            p++;
        }
        while (p < last) {
            int item = pattern[p] & 0xff;
            if (item == '%') {
                p++;
                if (CharacterClass.has(pattern[p] & 0xff, c)) {
                    return found;
                }
                p++;
            } else if (p + 2 < last && pattern[p + 1] == '-') {
                if (item <= c && c <= (pattern[p + 2] & 0xff)) {
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
