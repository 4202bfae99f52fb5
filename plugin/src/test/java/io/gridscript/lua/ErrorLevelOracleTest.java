package io.gridscript.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gridscript.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Errors tell the places that they tell in a real lua5.1, whatever is between where they are raised
 * and the level that they ask for. Left out are levels beyond the function that called the pcall,
 * xpcall or load that catches the error: those get no place here.
 */
@Timeout(300)
class ErrorLevelOracleTest {

    private static final int CASES = Integer.getInteger("test.cases", 3000);
    private static final int MOST_LEVEL = 5;
    private static final int DEEPEST = 5;
    private static final int MOST_SHOWN = 5;

    /** Ways to raise an error with level $L. */
    private static final String[] RAISING = {
        "error('m', $L)",
        "return error('m', $L)",
        "local x = error('m', $L)",
        "return (error('m', $L))",
        "local e = error return e('m', $L)",
        "for a in error, 'm', $L do end",
        "return tostring(setmetatable({}, {__tostring = function() error('m', $L) end}))",
        "return ('x'):gsub('x', function() error('m', $L) end)",
        "return coroutine.wrap(error2)('m', $L)",
        "local t = setmetatable({}, {__index = function(t, k) return error(k, $L) end}) return t.m"
    };

    /** Ways to call $F that let errors pass. */
    private static final String[] PASSING = {
        "local a, b, c = $F() return a, b, c",
        "return $F()",
        "return ($F())",
        "$F()",
        "return setmetatable({}, {__index = $F}).x",
        "return setmetatable({}, {__index = function(...) return $F() end}).x",
        "return P(setmetatable({}, {__add = $F}) + 1)",
        "return P(setmetatable({}, {__concat = $F}) .. 'a')",
        "return P(-setmetatable({}, {__unm = $F}))",
        "local t = setmetatable({}, {__newindex = $F}) t.x = 1 return 2",
        "return setmetatable({}, {__call = $F})()",
        "local a, b = setmetatable({}, {__call = $F})() return a, b",
        "local m = {__eq = $F} return setmetatable({}, m) == setmetatable({}, m)",
        "local m = {__lt = $F} return setmetatable({}, m) < setmetatable({}, m)",
        "return P(tostring(setmetatable({}, {__tostring = $F})))",
        "local t = {3, 1, 2} table.sort(t, function(a, b) $F() return a < b end) return 4",
        "return string.gsub('ab', 'a', function() $F() end)",
        "local a = string.gsub('ab', 'a', function() return P($F()) end) return a",
        "for a in $F do return P(a) end",
        "for a in function() return $F() end do return P(a) end",
        "return table.foreach({1}, $F)",
        "return loadstring(\"local f = ... local a, b = f()\\\\LFreturn a, b\", '=other')($F)",
        "return loadstring(\"local f = ... return f()\", '=other')($F)"
    };

    /** Ways to call $F that catch errors, by a Lua function. */
    private static final String[] CATCHING = {
        "return pcall($F)",
        "local a, b = pcall($F) return a, b",
        "return (select(2, pcall($F)))",
        "return pcall(error, 'm', $L)",
        "local a, b = pcall(error, 'm', $L) return a, b",
        "return select(2, pcall(error, 'm', $L))",
        "return xpcall($F, function(x) return 'h' .. P(x) end)",
        "local a, b = xpcall($F, P) return a, b",
        "return pcall(pcall, error, 'm', $L)",
        "return coroutine.resume(coroutine.create($F))",
        "local a, b = coroutine.resume(coroutine.create($F)) return a, b",
        "return load(function() $F() end)",
        "local a, b = load(function() return $F() and nil end) return a, b",
        "return load(function() return {} end)"
    };

    private final Random random = new Random(Seed.get());

    @Test
    void errorsTellTheSamePlaces(@TempDir Path directory) throws IOException {
        assumeTrue(Lua51Oracle.isInstalled(), "SKIPPED: lua5.1 is not installed");
        List<String> programs = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            programs.add(program());
        }
        List<String> wanted = Lua51Oracle.results(programs, directory);
        List<String> results = SnippetRun.results(programs);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            if (!results.get(i).equals(wanted.get(i))) {
                differences.add(
                        programs.get(i)
                                + "\n    here    "
                                + results.get(i)
                                + "\n    lua5.1  "
                                + wanted.get(i));
            }
        }
        int shown = Math.min(MOST_SHOWN, differences.size());
        assertEquals(
                "",
                String.join("\n", differences.subList(0, shown)),
                () -> differences.size() + " differ, seed " + Seed.get());
    }

    /**
     * Functions that call each other, each on a line of its own: first those that are between the
     * error and who catches it, then those that see what was caught.
     */
    private String program() {
        StringBuilder program =
                new StringBuilder("local function P(x) if type(x) == 'string' then return x end")
                        .append(" return type(x) end ")
                        .append("local error2 = function(m, l) error(m, l) end ");
        int depth = random.nextInt(DEEPEST);
        // No further than to the one that calls pcall.
        int level = random.nextInt(Math.min(MOST_LEVEL, depth + 3) + 1);
        add(program, 0, one(RAISING), level);
        for (int i = 1; i <= depth; i++) {
            add(program, i, one(PASSING), level);
        }
        add(program, depth + 1, one(CATCHING), level % 3);
        add(program, depth + 2, one(PASSING), 0);
        return program.append("\\LFreturn f").append(depth + 2).append("()").toString();
    }

    private static void add(StringBuilder program, int number, String body, int level) {
        program.append("\\LFlocal function f")
                .append(number)
                .append("()\\LF")
                .append(body.replace("$F", "f" + (number - 1)).replace("$L", "" + level))
                .append(" end");
    }

    private String one(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
