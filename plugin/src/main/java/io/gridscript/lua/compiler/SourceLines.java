package io.gridscript.lua.compiler;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.luaj.vm2.Lua;
import org.luaj.vm2.Prototype;

/**
 * The lines of a source's tokens, and those of its operations as Lua 5.1 tells them: arithmetic
 * where its second operand ends, a call where its arguments begin. LuaJ takes the operator's line,
 * and the line where the whole expression begins.
 *
 * <p>Where that makes a difference, LuaJ gets each token on a line of its own. Then the lines that
 * it notes tell tokens, and are put right afterwards.
 */
final class SourceLines {

    private static final String NEAR = " near ";

    private int[] starts = new int[64];
    private int[] lines = new int[64];
    private int tokens;

    private int[] callTokens = new int[16];
    private int[] callLines = new int[16];
    private int calls;

    private final Map<Integer, Integer> operators = new HashMap<>();
    private final Map<Integer, Integer> conditions = new HashMap<>();
    private boolean differ;

    /**
     * Takes note of the next token.
     *
     * @param line the one on which it ends
     */
    void token(int start, int line) {
        if (tokens == starts.length) {
            starts = Arrays.copyOf(starts, 2 * tokens);
            lines = Arrays.copyOf(lines, 2 * tokens);
        }
        starts[tokens] = start;
        lines[tokens++] = line;
    }

    /** The number of the token that was noted last. */
    int last() {
        return tokens - 1;
    }

    /** How many tokens there are. */
    int tokens() {
        return tokens;
    }

    /** Where a token begins. */
    int start(int token) {
        return starts[token];
    }

    /** Takes note of an operation that Lua tells with a line. */
    void operator(int token, int line) {
        if (lines[token] != line) {
            operators.put(token, line);
            differ = true;
        }
    }

    /**
     * Takes note of a call that Lua tells with a line.
     *
     * @param token where the expression begins; its calls come in their order
     */
    void call(int token, int line) {
        if (calls == callTokens.length) {
            callTokens = Arrays.copyOf(callTokens, 2 * calls);
            callLines = Arrays.copyOf(callLines, 2 * calls);
        }
        callTokens[calls] = token;
        callLines[calls++] = line;
        differ |= lines[token] != line;
    }

    /** Takes note of the word behind a condition, which Lua ends with a line before. */
    void conditionEnds(int token, int line) {
        if (lines[token] != line) {
            conditions.put(token, line);
            differ = true;
        }
    }

    /** Whether LuaJ would note other lines. */
    boolean differ() {
        return differ;
    }

    /** Puts right what was compiled from tokens on lines of their own. */
    void putRight(Prototype prototype) {
        Map<Integer, Deque<Integer>> left = new HashMap<>();
        for (int i = 0; i < calls; i++) {
            left.computeIfAbsent(callTokens[i], token -> new ArrayDeque<>()).add(callLines[i]);
        }
        putRight(prototype, left);
    }

    private void putRight(Prototype p, Map<Integer, Deque<Integer>> left) {
        p.linedefined = p.linedefined == 0 ? 0 : lines[token(p.linedefined)];
        p.lastlinedefined = p.lastlinedefined == 0 ? 0 : lines[token(p.lastlinedefined)];
        for (int pc = 0; pc < p.lineinfo.length && pc < p.code.length; pc++) {
            int token = token(p.lineinfo[pc]);
            p.lineinfo[pc] =
                    switch (p.code[pc] & 0x3f) {
                        case Lua.OP_ADD,
                                Lua.OP_SUB,
                                Lua.OP_MUL,
                                Lua.OP_DIV,
                                Lua.OP_MOD,
                                Lua.OP_POW,
                                Lua.OP_CONCAT,
                                Lua.OP_UNM,
                                Lua.OP_LEN ->
                                operators.getOrDefault(token, lines[token]);
                        case Lua.OP_CALL, Lua.OP_TAILCALL -> call(token, left);
                        default -> conditions.getOrDefault(token, lines[token]);
                    };
        }
        for (Prototype inner : p.p) {
            putRight(inner, left);
        }
    }

    private int call(int token, Map<Integer, Deque<Integer>> left) {
        Deque<Integer> ofToken = left.get(token);
        return ofToken == null || ofToken.isEmpty() ? lines[token] : ofToken.poll();
    }

    /** The line of the source for one that LuaJ tells of tokens on lines of their own. */
    int original(int line) {
        return lines[token(line)];
    }

    /** Names the token on such a line as the end of an error's text. */
    String near(int line, byte[] source) {
        int start = starts[token(line)];
        TokenReader reader = new TokenReader(source, start, "", new SourceEdits(source, start));
        try {
            String text = reader.errorNear("", reader.read(), reader.text()).getMessage();
            int near = text.indexOf(NEAR);
            return near < 0 ? "" : text.substring(near);
        } catch (LuaSyntaxException e) {
            throw new IllegalStateException("was a token before", e);
        }
    }

    /** Has tokens on lines of their own for the sake of errors. */
    void separate() {
        differ = true;
    }

    /** The token on a line; each has added one, and what stands between added its own. */
    private int token(int line) {
        int low = 0;
        int high = tokens - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (lines[middle] + middle + 1 <= line) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
