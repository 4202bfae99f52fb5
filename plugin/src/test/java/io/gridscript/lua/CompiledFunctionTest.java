package io.gridscript.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.compiler.LuaSyntaxException;
import io.gridscript.lua.vm.LuaPoll;
import io.gridscript.lua.vm.LuaStop;
import io.gridscript.lua.vm.LuaTier;
import io.gridscript.reply.Ascii;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which functions are compiled, and what compiling may not change. */
@Timeout(120)
class CompiledFunctionTest {

    private static final String COUNT = "local n = 0 for i = 1, 1000 do n = n + i end return n";

    private final LuaSandbox sandbox = new LuaSandbox(Map.of());

    @AfterEach
    void useWhatIsUsual() {
        LuaTier.use(LuaTier.HOT);
    }

    @Test
    void hotProgramsAreCompiledInTheBackground() {
        LuaProgram program = program(LuaTier.HOT, COUNT);
        assertEquals("500500", run(program));
        assertEquals(0, program.compiledFunctions());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            run(program);
                            return program.compiledFunctions() == 1;
                        });
        assertEquals("500500", run(program));
    }

    @Test
    void ofAProgramOnlyTheHotFunctionsAreCompiled() {
        LuaProgram program =
                program(
                        LuaTier.HOT,
                        "local function often(i) return i + 1 end local function never() end"
                                + " for i = 1, 100 do often(i) end");
        assertEquals(3, program.functions());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            run(program);
                            return program.compiledFunctions() == 2;
                        });
    }

    @Test
    void withoutTheSecondTierNothingIsCompiled() {
        LuaProgram program = program(LuaTier.INTERPRETED, COUNT);
        for (int i = 0; i < 100; i++) {
            run(program);
        }
        assertEquals(0, program.compiledFunctions());
    }

    @Test
    void aClosureMadeBeforeItsCodeWasCompiledSharesItsVariablesAfterwards() {
        LuaProgram program =
                program(
                        LuaTier.HOT,
                        "local n = 0 local function add() n = n + 1 return n end"
                                + " local function get() return n end"
                                + " for i = 1, 20000 do add() end return get()");
        for (int i = 0; i < 20; i++) {
            assertEquals("20000", run(program));
        }
    }

    @Test
    void whatWouldBeTooLargeForTheJvmStaysInterpreted() {
        String source = "local t = {} " + "t.x = (t.x or 0) + 1 ".repeat(900) + "return t.x";
        LuaProgram program = program(LuaTier.COMPILED, source);
        assertEquals("900", run(program));
        assertEquals(0, program.compiledFunctions());
    }

    @Test
    void whatIsFarTooLargeStaysInterpreted() {
        LuaProgram program =
                program(
                        LuaTier.COMPILED,
                        "local n = 0 " + "n = n + 1 ".repeat(20_000) + "return n");
        assertEquals("20000", run(program));
        assertEquals(0, program.compiledFunctions());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function f(n) if n == 0 then return 'end' end return f(n - 1) end return f(1e6)",
                "local f, g f = function(n) if n == 0 then return 'end' end return g(n - 1) end"
                        + " g = function(n) return f(n) end return f(3e5)",
                "local t = setmetatable({}, {__call = function(self, n)"
                        + " if n == 0 then return 'end' end return self(n - 1) end}) return t(3e5)"
            })
    void callsAtTheEndOfFunctionsTakeNoStack(String source) {
        assertEquals("end", run(program(LuaTier.COMPILED, source)));
    }

    @Test
    void recursionEndsWhereItEndsInTheInterpreter() throws InterruptedException {
        String source =
                "local depth = 0 local function f() depth = depth + 1 return f() + 1 end"
                        + " local _, e = pcall(f) return depth .. ' ' .. e";
        AtomicReference<String> interpreted = new AtomicReference<>();
        AtomicReference<String> compiled = new AtomicReference<>();
        onDeepStack(() -> interpreted.set(run(program(LuaTier.INTERPRETED, source))));
        onDeepStack(() -> compiled.set(run(program(LuaTier.COMPILED, source))));
        assertTrue(interpreted.get().contains("stack overflow"), interpreted.get());
        assertEquals(interpreted.get(), compiled.get());
    }

    @Test
    void depthCountsAgainAfterAnError() throws InterruptedException {
        String source =
                "local function f() return f() + 1 end local n = 0"
                        + " for i = 1, 5 do if not pcall(f) then n = n + 1 end end"
                        + " local function g(i) if i == 0 then return 0 end return 1 + g(i - 1) end"
                        + " return n .. ' ' .. g(10000)";
        AtomicReference<String> result = new AtomicReference<>();
        onDeepStack(() -> result.set(run(program(LuaTier.COMPILED, source))));
        assertEquals("5 10000", result.get());
    }

    @Test
    void compiledFunctionsYieldInCoroutines() {
        String source =
                "local function each(n) for i = 1, n do coroutine.yield(i) end end"
                        + " each = each local s = 0"
                        + " for i in coroutine.wrap(function() each(3) each(2) end) do s = s * 10 + i end"
                        + " return s";
        assertEquals("12312", run(program(LuaTier.COMPILED, source)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do end",
                "for i = 1, math.huge do end",
                "local s = 0 while true do s = s + 1 end",
                "while true do pcall(function() while true do end end) end",
                "local t = {} while true do t[1] = 1 end",
                "local function f() return f() end f()",
                "local function f() for i = 1, 10 do end end while true do f() end",
                "for k in function() return 1 end do end",
                "repeat local x = 'a' .. 'b' until false"
            })
    void everyLoopPolls(String source) {
        final class Stop extends LuaStop {
            private static final long serialVersionUID = 1;

            Stop() {
                super("stop");
            }
        }
        int[] polls = {0};
        LuaPoll poll =
                () -> {
                    if (++polls[0] == 3) {
                        throw new Stop();
                    }
                };
        LuaProgram program = program(LuaTier.COMPILED, "\n" + source);
        Stop stop = assertThrows(Stop.class, () -> sandbox.run(program, poll, 1));
        assertEquals("@t", stop.source());
        assertEquals(2, stop.line());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0, 0",
                "-1, 0",
                "1e308, 10",
                "2^53, 1",
                "0/0, 1",
                "-2147483648, -1",
                "2147483647, 2",
                "5, -3",
                "-5, 3",
                "5.5, 0.1",
                "1/0, 2",
                "0, -1"
            })
    void plainNumbersCalculateAsBoxedOnesDo(String operands) {
        String source =
                "local a, b = "
                        + operands
                        + " local r = {a + b, a - b, a * b, a / b, a % b, a ^ b, -a, 1 / (a * b), 1 / -a,"
                        + " 1 / (a % b), a < b, a <= b, a == b, a ~= b, not a}"
                        + " for i = 1, #r do r[i] = tostring(r[i]) end return table.concat(r, ' ')";
        assertEquals(
                run(program(LuaTier.INTERPRETED, source)), run(program(LuaTier.COMPILED, source)));
    }

    @Test
    void codeGoesWithItsProgram() {
        WeakReference<Class<?>> code = new WeakReference<>(classOfAProgram());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            System.gc();
                            return code.refersTo(null);
                        });
    }

    private Class<?> classOfAProgram() {
        LuaProgram program =
                program(LuaTier.COMPILED, "local function f() return 1 end return f()");
        assertEquals("1", run(program));
        assertEquals(2, program.compiledFunctions());
        Class<?> code = program.prototype().compiledAlready().getClass();
        assertTrue(code.isHidden());
        return code;
    }

    private static void onDeepStack(Runnable task) throws InterruptedException {
        Thread thread = new Thread(null, task, "deep", 256 << 20);
        thread.start();
        thread.join();
    }

    private String run(LuaProgram program) {
        return LuaSandbox.text(sandbox.run(program, LuaPoll.NONE, 1)).tojstring();
    }

    private static LuaProgram program(LuaTier tier, String source) {
        LuaTier.use(tier);
        try {
            return LuaProgram.compile(Ascii.bytes(source), 0, "@t");
        } catch (LuaSyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
