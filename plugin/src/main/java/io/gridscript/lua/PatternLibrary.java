package io.gridscript.lua;

import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.valueOf;
import static org.luaj.vm2.LuaValue.varargsOf;

import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions of {@code string.*} that search and replace. */
final class PatternLibrary {

    /** Bytes compared in the time of a step. */
    private static final int BYTES_OF_A_STEP = 16;

    private static final String SPECIAL = "^$*+?.([%-";

    private PatternLibrary() {}

    static Varargs find(Varargs args) {
        return search(args, true);
    }

    static Varargs match(Varargs args) {
        return search(args, false);
    }

    private static Varargs search(Varargs args, boolean find) {
        byte[] subject = bytes(Arguments.string(args, 1));
        byte[] pattern = bytes(Arguments.string(args, 2));
        int from = start(Arguments.integer(args, 3, 1), subject.length);
        if (find && (args.arg(4).toboolean() || isPlain(pattern))) {
            int found = indexOf(subject, pattern, from);
            return found < 0 ? NIL : varargsOf(valueOf(found + 1), valueOf(found + pattern.length));
        }
        PatternMatch match = new PatternMatch(LuaState.current(), subject, pattern);
        boolean anchored = isAnchored(pattern);
        int s = from;
        do {
            int end = match.at(s, anchored ? 1 : 0);
            if (end != PatternMatch.NO_MATCH) {
                return find ? found(match, s, end) : match.values(s, end);
            }
        } while (++s <= subject.length && !anchored);
        return NIL;
    }

    private static Varargs found(PatternMatch match, int from, int to) {
        Varargs captured = match.captures() == 0 ? LuaValue.NONE : match.values(from, to);
        return varargsOf(valueOf(from + 1), valueOf(to), captured);
    }

    static Varargs gmatch(Varargs args) {
        byte[] subject = bytes(Arguments.string(args, 1));
        byte[] pattern = bytes(Arguments.string(args, 2));
        int[] next = {0};
        return new HostFunction("gmatch", ignored -> nextMatch(subject, pattern, next));
    }

    private static Varargs nextMatch(byte[] subject, byte[] pattern, int[] next) {
        PatternMatch match = new PatternMatch(LuaState.current(), subject, pattern);
        for (int s = next[0]; s <= subject.length; s++) {
            int end = match.at(s, 0);
            if (end != PatternMatch.NO_MATCH) {
                // An empty match isn't found again.
                next[0] = end == s ? end + 1 : end;
                return match.values(s, end);
            }
        }
        next[0] = subject.length + 1;
        return NIL;
    }

    static Varargs gsub(Varargs args) {
        byte[] subject = bytes(Arguments.string(args, 1));
        byte[] pattern = bytes(Arguments.string(args, 2));
        LuaValue replacement = replacement(args);
        int most = Arguments.integer(args, 4, subject.length + 1);
        boolean anchored = isAnchored(pattern);
        LuaState state = LuaState.current();
        PatternMatch match = new PatternMatch(state, subject, pattern);
        StringBuilding result = new StringBuilding(state);
        int s = 0;
        int count = 0;
        while (count < most) {
            int end = match.at(s, anchored ? 1 : 0);
            if (end != PatternMatch.NO_MATCH) {
                count++;
                replace(match, replacement, subject, s, end, result);
            }
            if (end > s) {
                s = end;
            } else if (s < subject.length) {
                result.add(subject, s, 1);
                s++;
            } else {
                break;
            }
            if (anchored) {
                break;
            }
        }
        result.add(subject, s, subject.length - s);
        return varargsOf(result.string(), valueOf(count));
    }

    private static LuaValue replacement(Varargs args) {
        LuaValue value = args.arg(3);
        if (value instanceof LuaTable || value.isfunction()) {
            return value;
        }
        if (value instanceof LuaString || value instanceof LuaNumber) {
            return Arguments.string(args, 3);
        }
        throw new ArgumentError(3, "string/function/table expected");
    }

    private static void replace(
            PatternMatch match,
            LuaValue replacement,
            byte[] subject,
            int from,
            int to,
            StringBuilding result) {
        if (replacement instanceof LuaString text) {
            insert(match, bytes(text), from, to, result);
            return;
        }
        LuaValue value =
                replacement instanceof LuaTable
                        ? replacement.get(match.capture(0, from, to))
                        : LuaState.current().call(replacement, match.values(from, to)).arg1();
        if (!value.toboolean()) {
            result.add(subject, from, to - from);
        } else if (value instanceof LuaString || value instanceof LuaNumber) {
            result.add(BaseLibrary.plainText(value));
        } else {
            throw RaisedError.text("invalid replacement value (a " + value.typename() + ")");
        }
    }

    private static void insert(
            PatternMatch match, byte[] text, int from, int to, StringBuilding result) {
        for (int i = 0; i < text.length; i++) {
            if (text[i] != '%') {
                result.add(text, i, 1);
                continue;
            }
            // What follows a last % is the zero behind a C string.
            int c = ++i < text.length ? text[i] : 0;
            if (c == '0') {
                result.add(match.whole(from, to));
            } else if (c > '0' && c <= '9') {
                result.add(BaseLibrary.plainText(match.capture(c - '1', from, to)));
            } else {
                result.add(new byte[] {(byte) c}, 0, 1);
            }
        }
    }

    private static boolean isAnchored(byte[] pattern) {
        return pattern.length > 0 && pattern[0] == '^';
    }

    private static boolean isPlain(byte[] pattern) {
        for (byte b : pattern) {
            if (b == 0) {
                // Nobody looks behind it.
                return true;
            }
            if (SPECIAL.indexOf(b) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Where a search begins: positions count from 1, negative ones from the end. */
    private static int start(int position, int length) {
        long from = position < 0 ? (long) length + position : position - 1L;
        return (int) Math.max(0, Math.min(from, length));
    }

    private static int indexOf(byte[] subject, byte[] wanted, int from) {
        LuaState state = LuaState.current();
        for (int s = from; s <= subject.length - wanted.length; s++) {
            state.step();
            int i = 0;
            while (i < wanted.length && subject[s + i] == wanted[i]) {
                i++;
            }
            if (i == wanted.length) {
                return s;
            }
            state.steps(i / BYTES_OF_A_STEP);
        }
        return -1;
    }

    private static byte[] bytes(LuaString text) {
        LuaState.charge(text.m_length);
        byte[] bytes = new byte[text.m_length];
        text.copyInto(0, bytes, 0, bytes.length);
        return bytes;
    }
}
