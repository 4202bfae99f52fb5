package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.lua.LuaSandbox;
import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.compiler.LuaSyntaxException;
import io.gridscript.lua.vm.LuaPoll;
import io.gridscript.lua.vm.LuaStop;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.reply.Ascii;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a source is, it is refused with a text, raises an error of Lua, returns, or runs until
 * it is stopped, and nothing else. Bounded by {@code -Dtest.cases}; the seed is printed and set by
 * {@code -Dtest.seed}.
 */
@Timeout(600)
class SourceFuzzTest {

    private static final int CASES = Integer.getInteger("test.cases", 20_000);
    private static final int POLLS = 20;
    private static final long MOST_BYTES = 20_000_000;
    private static final long LONGEST_CASE_NANOS = 20_000_000_000L;

    private static final List<String> SOURCES =
            List.of(
                    "local function f(a, b, ...) local n = select('#', ...) return a + b, n end"
                            + " return (f(1, 2, 3, 4))",
                    "local t = {1, 2, x = 3, ['y'] = 4; 5, {6}} for k, v in pairs(t) do t[k] = v end"
                            + " return #t",
                    "for i = 10, 1, -1 do if i % 2 == 0 then break elseif i > 3 then local x = i"
                            + " else return i end end",
                    "local s = 'a\\65\\n\\'\\z' .. \"b\" .. [[c\nd]] .. [==[e]]f]==] return s:upper()",
                    "local i = 0 repeat local j = i i = i + 1 until j >= 5 while i > 0 do i = i - 1"
                            + " end return not i and -i or i ^ 2 .. ''",
                    "local o = setmetatable({n = 1}, {__index = function(t, k) return k end,"
                            + " __add = function(a, b) return a.n + b end, __call = function(s, x)"
                            + " return x end}) function o.f.g:h(x) return self, x end return o + 1",
                    "local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return"
                            + " b end) return co(1) + co(2)",
                    "return pcall(error, {err = 'x'}), xpcall(function() error('y', 2) end,"
                            + " function(e) return e .. '!' end)",
                    "local a, b, c = 0x1F, 1e-3, .5 local d <const> = 1 goto x ::x:: return a == b",
                    "return ('abc'):gsub('(%w)(%w*)', '%2%1'), ('k = v'):match('^(%a+)%s*=%s*(.-)$'),"
                            + " string.format('%5.2f|%q|%-5s|%x', 1.5, 'q\\n', 's', 255)",
                    "local t = {3, 1, 2} table.sort(t, function(a, b) return a > b end)"
                            + " table.insert(t, 2, 9) table.remove(t) return table.concat(t, ',')",
                    "local up = 0 local function inc() up = up + 1 return function() return up end"
                            + " end return inc()() --[[ comment ]] -- end");

    private final long seed = Seed.get();
    private final Random random = new Random(seed);
    private final LibraryInputs inputs = new LibraryInputs(random);
    private final LuaSandbox sandbox = new LuaSandbox(Map.of());

    private static final class Stopped extends LuaStop {
        Stopped() {
            super("stopped");
        }
    }

    @Test
    void anySource() {
        System.err.println(getClass().getSimpleName() + ": -Dtest.seed=" + seed);
        int values = 0;
        int refused = 0;
        int stopped = 0;
        for (int i = 0; i < CASES; i++) {
            String source = inputs.mutated(source());
            long begin = System.nanoTime();
            try {
                LuaProgram program = LuaProgram.compile(Ascii.bytes(source), 0, "@t");
                assertNotNull(LuaProgram.undump(program.dump()));
                sandbox.run(program, bound(), i);
                values++;
            } catch (LuaSyntaxException e) {
                assertTrue(e.getMessage().startsWith("t:"), e::getMessage);
                refused++;
            } catch (RaisedError e) {
                assertNotNull(e.value());
            } catch (LuaStop e) {
                stopped++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("case " + i + ": " + source, e);
            }
            assertTrue(System.nanoTime() - begin < LONGEST_CASE_NANOS, source);
        }
        System.err.printf("%d returned, %d refused, %d stopped%n", values, refused, stopped);
        assertTrue(values > CASES / 100 && refused > CASES / 100, values + " " + refused);
    }

    /** One source, or two of them cut together. */
    private String source() {
        String one = SOURCES.get(random.nextInt(SOURCES.size()));
        if (random.nextInt(3) > 0) {
            return one;
        }
        String other = SOURCES.get(random.nextInt(SOURCES.size()));
        return one.substring(0, random.nextInt(one.length()))
                + ' '
                + other.substring(random.nextInt(other.length()));
    }

    private static LuaPoll bound() {
        int[] polls = {0};
        return new LuaPoll() {
            @Override
            public void poll() {
                if (++polls[0] > POLLS) {
                    throw new Stopped();
                }
            }

            @Override
            public long memoryLimit() {
                return MOST_BYTES;
            }
        };
    }
}
