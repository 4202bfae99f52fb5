package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.valueOf;
import static org.luaj.vm2.LuaValue.varargsOf;

import io.gridscript.lua.vm.Arguments;
import io.gridscript.lua.vm.HostFunction;
import io.gridscript.lua.vm.LuaState;
import org.luaj.vm2.LuaString;
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
        int end = anchored ? match.at(from, 1) : match.search(from);
        if (end == PatternMatch.NO_MATCH) {
            return NIL;
        }
        int start = anchored ? from : match.start();
        return find ? found(match, start, end) : match.values(start, end);
    }

    private static Varargs found(PatternMatch match, int from, int to) {
        Varargs captured = match.captures() == 0 ? LuaValue.NONE : match.values(from, to);
        return varargsOf(valueOf(from + 1), valueOf(to), captured);
    }

    static Varargs gmatch(Varargs args) {
        byte[] subject = bytes(Arguments.string(args, 1));
        byte[] pattern = bytes(Arguments.string(args, 2));
        PatternMatch match = new PatternMatch(LuaState.current(), subject, pattern);
        int[] next = {0};
        return new HostFunction("gmatch", ignored -> nextMatch(match, next));
    }

    private static Varargs nextMatch(PatternMatch match, int[] next) {
        int end = match.search(next[0]);
        if (end == PatternMatch.NO_MATCH) {
            next[0] = Integer.MAX_VALUE;
            return NIL;
        }
        // An empty match isn't found again.
        next[0] = end == match.start() ? end + 1 : end;
        return match.values(match.start(), end);
    }

    static Varargs gsub(Varargs args) {
        byte[] subject = bytes(Arguments.string(args, 1));
        byte[] pattern = bytes(Arguments.string(args, 2));
        LuaValue value = Replacement.checked(args);
        int most = Arguments.integer(args, 4, subject.length + 1);
        boolean anchored = isAnchored(pattern);
        LuaState state = LuaState.current();
        PatternMatch match = new PatternMatch(state, subject, pattern);
        Replacement replacement = new Replacement(state, match, value);
        StringBuilding result = new StringBuilding(state);
        int copied = 0;
        int count = 0;
        for (int s = 0; count < most && s <= subject.length; ) {
            int end = anchored ? match.at(0, 1) : match.search(s);
            if (end == PatternMatch.NO_MATCH) {
                break;
            }
            int start = anchored ? 0 : match.start();
            count++;
            result.add(subject, copied, start - copied);
            replacement.add(start, end, result);
            copied = end;
            if (anchored) {
                break;
            }
            s = end == start ? end + 1 : end;
        }
        result.add(subject, copied, subject.length - copied);
        return varargsOf(result.string(), valueOf(count));
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

    /** The bytes of a string, not to be changed. */
    static byte[] bytes(LuaString text) {
        if (text.m_length == text.m_bytes.length) {
            return text.m_bytes;
        }
        LuaState.charge(text.m_length);
        byte[] bytes = new byte[text.m_length];
        text.copyInto(0, bytes, 0, bytes.length);
        return bytes;
    }
}
