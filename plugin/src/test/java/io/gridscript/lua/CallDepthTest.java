package io.gridscript.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.lua.vm.LuaTier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls nest as deep in compiled code as in the interpreter, though compiled code counts itself
 * only where it calls; and calls are counted wherever they come from, so that none go on for ever.
 */
class CallDepthTest {

    private static final long STACK_BYTES = 512L << 20;
    private static final int FEW_POLLS = 20;
    private static final int MANY_POLLS = 1_000_000;

    /** Has the deepest call of f that works, asked again and again. */
    private static final String DEEPEST =
            " local low, high = 1, 20000 while high - low > 1 do"
                    + " local middle = math.floor((low + high) / 2)"
                    + " if pcall(f, middle) then low = middle else high = middle end end return low";

    @AfterEach
    void useTheUsualTiers() {
        LuaTier.use(LuaTier.HOT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local n = 0 local function f() n = n + 1 f() end pcall(f) return n",
                "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end" + DEEPEST,
                "local function leaf(x) return x end local function f(n)"
                        + " if n == 0 then return leaf(1) end return 1 + f(n - 1) end"
                        + DEEPEST,
                "local function f(n) if n == 0 then return tostring(n) end return 1 + f(n - 1) end"
                        + DEEPEST,
                "local function g(n) if n < 2 then return n end return g(n - 1) + 0 end"
                        + " local function f(n) if n == 0 then return g(3) end return 1 + f(n - 1)"
                        + " end"
                        + DEEPEST,
                "local n = 0 local function leaf(x) return x end local function f(a) n = n + 1"
                        + " leaf(a) tostring(a) return 1 + f(leaf(a)) end pcall(f, 1) return n",
                "local function f(n) if n > 0 then local a, b = f(n - 1) return a + 1, b end"
                        + " return 0, 'end' end"
                        + DEEPEST,
                "local function f(n) local s = 0 for i = 1, n do s = s + f(n - 1) break end"
                        + " return s end"
                        + DEEPEST,
                "local t = setmetatable({}, {__add = function(t, n) if n == 0 then return 0 end"
                        + " return 1 + (t + (n - 1)) end}) local function f(n) return t + n end"
                        + DEEPEST,
                "local t = setmetatable({}, {__call = function(t, n) if n == 0 then return 0 end"
                        + " return 1 + t(n - 1) end}) local function f(n) return t(n) end"
                        + DEEPEST,
                "local function f(n) if n == 0 then return 0 end local ok, r = pcall(f, n - 1)"
                        + " return r + 1 end"
                        + DEEPEST,
                "local function f(n) if n == 0 then return error('deep') end return 1 + f(n - 1)"
                        + " end local ok, e = pcall(f, 16000) return e",
            })
    void bothTiersNestEquallyDeep(String source) throws Exception {
        assertEquals(
                outcome(source, LuaTier.INTERPRETED, MANY_POLLS),
                outcome(source, LuaTier.COMPILED, MANY_POLLS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function leaf() end local function f(n) if n == 0 then return end leaf()"
                        + " f(n - 1) f(n - 1) end f(60) return 1",
                "local function f(n) if n == 0 then return 0 end return f(n - 1) + f(n - 1) end"
                        + " return f(60)",
                "local t = {} setmetatable(t, {__index = function(t, k) if k == 0 then return 0 end"
                        + " local a = t[k - 1] return t[k - 1] end}) return t[60]",
                "local t = {} setmetatable(t, {__add = function(t, k) if k == 0 then return t end"
                        + " local a = t + (k - 1) return t + (k - 1) end}) return t + 60",
                "local function f(...) return ... end local function g(n) if n == 0 then return 0"
                        + " end local a, b = f(g(n - 1), g(n - 1)) return a end return g(60)",
                "local function f(n) return f(n + 1) end return f(1)",
            })
    void callsWithoutEndAreStopped(String source) throws Exception {
        assertEquals(TierDifferenceTest.STOPPED, outcome(source, LuaTier.INTERPRETED, FEW_POLLS));
        assertEquals(TierDifferenceTest.STOPPED, outcome(source, LuaTier.COMPILED, FEW_POLLS));
    }

    private static String outcome(String source, LuaTier tier, int mostPolls) throws Exception {
        FutureTask<String> run =
                new FutureTask<>(() -> TierDifferenceTest.outcome(source, tier, mostPolls));
        new Thread(null, run, "deep", STACK_BYTES).start();
        return run.get();
    }
}
