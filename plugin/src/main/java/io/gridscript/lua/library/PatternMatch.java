package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.valueOf;

import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.RaisedError;
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

    /** Bytes of a subject that are compared before their steps are counted. */
    private static final int BYTES_BETWEEN_STEPS = 64;

    private static final int FEW_CAPTURES = 4;

    private static final int POSITION = -2;
    private static final int UNFINISHED = -1;

    private final LuaState state;
    private final byte[] subject;
    private final PatternItems items;
    private final byte[] pattern;
    private int[] captureStart = {};
    private int[] captureLength = {};
    private int captures;

    /** See {@link PatternItems#endOfFirst}; negative as long as that isn't known. */
    private int endOfFirst = -1;

    /** Where the match found by {@link #search} begins. */
    private int start;

    PatternMatch(LuaState state, byte[] subject, byte[] pattern) {
        this.state = state;
        this.subject = subject;
        items = new PatternItems(pattern);
        this.pattern = items.text;
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

    /**
     * Looks for the first match from a place on, see {@link #start}.
     *
     * @return its end, or {@link #NO_MATCH}
     */
    int search(int from) {
        if (endOfFirst < 0) {
            endOfFirst = items.endOfFirst();
        }
        for (int s = from; s <= subject.length; s++) {
            s = endOfFirst == 0 ? s : firstItem(s);
            int end = at(s, 0);
            if (end != NO_MATCH) {
                start = s;
                return end;
            }
        }
        return NO_MATCH;
    }

    int start() {
        return start;
    }

    /** The next place with a byte for the first item; the end of the subject if there is none. */
    private int firstItem(int from) {
        int s = from;
        int steps = 1 + endOfFirst / BYTES_OF_A_STEP;
        while (s < subject.length) {
            int begin = s;
            int until = Math.min(subject.length, s + BYTES_BETWEEN_STEPS);
            while (s < until && !items.has(subject[s] & 0xff, 0, endOfFirst)) {
                s++;
            }
            state.steps(steps * (s - begin));
            if (s < until) {
                break;
            }
        }
        return s;
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

    /** Adds the whole match to a text. */
    void addWhole(int from, int to, StringBuilding text) {
        text.add(subject, from, to - from);
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
            int end = items.end(p);
            if (end - p > BYTES_OF_A_STEP) {
                state.steps((end - p) / BYTES_OF_A_STEP);
            }
            boolean matches = s < subject.length && items.has(subject[s] & 0xff, p, end);
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
        int s = from;
        int steps = 1 + (end - p) / BYTES_OF_A_STEP;
        while (s < subject.length) {
            int begin = s;
            int until = Math.min(subject.length, s + BYTES_BETWEEN_STEPS);
            while (s < until && items.has(subject[s] & 0xff, p, end)) {
                s++;
            }
            state.steps(steps * (s - begin));
            if (s < until) {
                break;
            }
        }
        if (end + 1 == pattern.length) {
            return s;
        }
        for (; s >= from; s--) {
            int rest = match(s, end + 1);
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
            if (s >= subject.length || !items.has(subject[s] & 0xff, p, end)) {
                return NO_MATCH;
            }
            state.steps((end - p) / BYTES_OF_A_STEP);
        }
    }

    private int startCapture(int s, int p, int kind) {
        if (captures == MOST_CAPTURES) {
            throw RaisedError.text("too many captures");
        }
        if (captures == captureStart.length) {
            int room = Math.max(FEW_CAPTURES, 2 * captures);
            captureStart = Arrays.copyOf(captureStart, room);
            captureLength = Arrays.copyOf(captureLength, room);
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
        int end = items.end(p);
        int previous = s == 0 ? 0 : subject[s - 1] & 0xff;
        int next = s == subject.length ? 0 : subject[s] & 0xff;
        return !items.inSet(previous, p, end - 1) && items.inSet(next, p, end - 1) ? end : -end;
    }

    private int backReference(int s, int digit) {
        int index = digit - '1';
        if (index < 0 || index >= captures || captureLength[index] == UNFINISHED) {
            throw RaisedError.text("invalid capture index");
        }
        int length = captureLength[index];
        if (length == POSITION) {
            // For Lua its length is more than any string's.
            return NO_MATCH;
        }
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
}
