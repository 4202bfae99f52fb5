package io.gridscript.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.compiler.LuaSyntaxException;
import io.gridscript.lua.vm.LuaPoll;
import io.gridscript.lua.vm.LuaStop;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.reply.Ascii;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** What a program can't reach, change or break. */
@Timeout(60)
class LuaSandboxTest {

    private final LuaSandbox sandbox = new LuaSandbox(Map.of("host", hostLibrary()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "luajava",
                "io",
                "package",
                "require",
                "module",
                "dofile",
                "loadfile",
                "debug",
                "print",
                "bit32",
                "rawlen",
                "arg"
            })
    void hasNoGlobal(String name) {
        assertEquals(
                "t:1: Script attempted to access nonexistent global variable '" + name + "'",
                error("return " + name));
        assertEquals("nil", run("return tostring(rawget(_G, '" + name + "'))"));
    }

    @Test
    void ofTheOperatingSystemThereIsOnlyTheClock() {
        assertEquals("clock", run("local k = '' for n in pairs(os) do k = k .. n end return k"));
        assertEquals("number", run("return type(os.clock())"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = 1",
                "function f() end",
                "_G.x = 1",
                "_G['string'] = nil",
                "string.x = 1",
                "string.rep = nil",
                "table.insert = nil",
                "math.pi = 3",
                "coroutine.x = 1",
                "os.x = 1",
                "host.x = 1",
                "host.inner.x = 1",
                "rawset(_G, 'x', 1)",
                "rawset(string, 'x', 1)",
                "table.insert(host, 1)",
                "table.insert(string, 1, 1)",
                "setmetatable(_G, {})",
                "setmetatable(string, {})",
                "getmetatable(_G).__index = nil",
                "rawset(getmetatable(_G), '__index', nil)",
                "getmetatable('').__index = nil",
                "getmetatable('').__add = function() end",
                "rawset(getmetatable(''), '__index', {})",
                "setmetatable(getmetatable(''), {})",
                "getmetatable('').__index.upper = nil",
                "('').__index = 1"
            })
    void cannotBeChanged(String source) {
        String error = error(source);
        assertTrue(
                error.contains("Attempt to modify a readonly table")
                        || error.contains("attempt to index a string value"),
                error);
        assertEquals("ABC", run("return ('abc'):upper()"));
        assertEquals("nil", run("return tostring(rawget(_G, 'x'))"));
    }

    @Test
    void emptyProtectedTablesStayEmpty() {
        assertEquals("0", run("for i = 1, 3 do pcall(table.remove, string) end return 0"));
        assertEquals("function", run("return type(string.format)"));
    }

    @Test
    void sortingAProtectedTableIsRefused() {
        assertTrue(error("table.sort(host.list)").contains("readonly table"));
        assertEquals("31", run("return host.list[1] .. host.list[2]"));
    }

    @Test
    void basicTypesHaveNoMetatables() {
        assertEquals(
                "nilnilnilnil",
                run(
                        "return tostring(getmetatable(1)) .. tostring(getmetatable(nil))"
                                + " .. tostring(getmetatable(true))"
                                + " .. tostring(getmetatable(type))"));
    }

    @Test
    void bytecodeIsNoSource() {
        byte[] bytecode = program("return 1").dump();
        assertThrows(LuaSyntaxException.class, () -> LuaProgram.compile(bytecode, 0, "@t"));
        sandbox.define(LuaValue.valueOf("bytecode"), LuaString.valueUsing(bytecode));
        assertEquals("nil", run("return tostring(loadstring(bytecode))"));
        assertEquals(
                "nil",
                run(
                        "local rest = bytecode return tostring((load(function()"
                                + " local piece = rest rest = nil return piece end)))"));
        assertEquals("t:1: unable to dump given function", error("string.dump(type)"));
        assertEquals("nil", run("return tostring(loadstring(string.dump(function() end)))"));
    }

    @Test
    void chunksLoadedHaveTheSameGlobals() {
        assertEquals("false", run("return tostring((pcall(loadstring('x = 1'))))"));
        assertEquals("7", run("return loadstring('return host.seven')()"));
    }

    @Test
    void nothingStaysOfAProgram() {
        run("local t = {} t.__index = t return setmetatable({}, t)");
        run("math.randomseed(7)");
        assertEquals(run("return math.random()"), run("return math.random()"));
    }

    @Test
    void collectorsSettingsLastAsLongAsTheProgram() {
        String program =
                "return collectgarbage('setpause', 150) .. ' ' .. collectgarbage('setpause', 1)"
                        + " .. ' ' .. collectgarbage('setstepmul', 300)"
                        + " .. ' ' .. collectgarbage('setstepmul')";
        assertEquals("200 150 200 300", run(program));
        assertEquals("200 150 200 300", run(program));
    }

    @Test
    void randomNumbersFollowTheSeed() {
        LuaProgram program = program("return tostring(math.random()) .. math.random(100)");
        String first = text(sandbox.run(program, LuaPoll.NONE, 1));
        assertEquals(first, text(sandbox.run(program, LuaPoll.NONE, 1)));
        assertTrue(!first.equals(text(sandbox.run(program, LuaPoll.NONE, 2))), first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function f() return 1 + f() end return f()",
                "local function f() local ok, e = pcall(f) if not ok then error(e, 0) end end f()",
                "local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k)"
                        + " return t[k] .. 'x' end return t.x",
                "local t = setmetatable({}, {}) getmetatable(t).__add = function(a, b)"
                        + " return (a + b) * 1 end return t + t",
                "local f f = function(s) return (s:gsub('.', f)) end return f('x')",
                "local f f = function(a, b) table.sort({1, 2}, f) return a < b end f(1, 2)",
                "local f f = function() return (coroutine.wrap(f)()) end f()",
                "local t = setmetatable({}, {}) getmetatable(t).__tostring = function(t)"
                        + " return tostring(t) .. '' end return tostring(t)",
            })
    void recursionEndsAsAnError(String source) {
        RaisedError error = assertThrows(RaisedError.class, () -> run(source));
        String text = text(error.value());
        assertTrue(text.contains("stack overflow") || text.contains("too many"), text);
        assertEquals("1", run("return 1"));
    }

    @Test
    void deepButFiniteRecursionWorks() {
        String source = "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end";
        assertEquals("16000", onDeepStack(source + " return f(16000)"));
        assertEquals(
                "100000",
                run(
                        "local function f(n, a) if n == 0 then return a end return f(n - 1, a + 1) end"
                                + " return f(100000, 0)"));
    }

    @Test
    void textsBeyondAllBoundsAreErrors() {
        assertEquals("t:1: string length overflow", error("return ('xxxxxxxxxx'):rep(2^31 - 1)"));
        assertTrue(error("return unpack({}, 1, 1e8)").endsWith("too many results to unpack"));
        assertTrue(
                error("return unpack({}, -2^31, 2^31 - 1)").endsWith("too many results to unpack"));
    }

    @Test
    void coroutinesLeftBehindEndWithTheRun() {
        run(
                "for i = 1, 50 do local co = coroutine.wrap(function() pcall(coroutine.yield, 1)"
                        + " while true do coroutine.yield() end end) co() end");
        assertEquals(
                "dead",
                run(
                        "local co = coroutine.create(function() end)"
                                + " coroutine.resume(co) return coroutine.status(co)"));
    }

    @Test
    void coroutinesTakeNoThreads() {
        int threads = Thread.activeCount();
        String alive =
                run(
                        "local all = {} for i = 1, 20000 do all[i] = coroutine.wrap(function()"
                                + " while true do i = i + 1 coroutine.yield(i) end end) all[i]() end"
                                + " return all[7]()");
        assertEquals("9", alive);
        assertEquals(threads, Thread.activeCount());
    }

    @Test
    void coroutinesNestAsDeepAsCallsOfC() {
        String error = error("local function f() return (coroutine.wrap(f)()) end return f()");
        assertTrue(error.endsWith("t:1: C stack overflow"), error);
    }

    @Test
    void functionsThatWaitInACoroutineAreFramesAndNotJavasStack() {
        assertEquals(
                "10000 yielded",
                run(
                        "local function deep(n) if n == 0 then return coroutine.yield('yielded') end"
                                + " return 1 + deep(n - 1) end"
                                + " local co = coroutine.wrap(deep) local word = co(10000)"
                                + " return co(0) .. ' ' .. word"));
    }

    @Test
    void aStopPassesThroughCoroutines() {
        LuaPoll poll =
                () -> {
                    throw new Stopped();
                };
        LuaProgram program =
                program(
                        "local function loop() while true do coroutine.yield() end end"
                                + " local co = coroutine.wrap(loop)"
                                + " while true do pcall(co) end");
        assertThrows(Stopped.class, () -> sandbox.run(program, poll, 1));
        assertEquals("1", run("return coroutine.wrap(function() return 1 end)()"));
    }

    private static final class Stopped extends LuaStop {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("stopped");
        }
    }

    @Test
    void positionsTellSourceAndLine() {
        RaisedError error = assertThrows(RaisedError.class, () -> run("local a = 1\n\nerror({})"));
        assertEquals("@t", error.source());
        assertEquals(3, error.line());
        RaisedError inner =
                assertThrows(
                        RaisedError.class, () -> run("local function f()\n error('x')\nend\nf()"));
        assertEquals(2, inner.line());
        assertEquals("t:2: x", text(inner.value()));
        assertNull(RaisedError.of(LuaValue.NIL).source());
    }

    private static LuaTable hostLibrary() {
        LuaTable host = new LuaTable();
        host.set("seven", 7);
        host.set("inner", new LuaTable());
        LuaTable list = new LuaTable();
        list.set(1, LuaValue.valueOf(3));
        list.set(2, LuaValue.valueOf(1));
        host.set("list", list);
        return host;
    }

    /** Threads that run scripts have a deep stack, and the one of a test may not. */
    private String onDeepStack(String source) {
        String[] result = new String[1];
        Thread deep = new Thread(null, () -> result[0] = run(source), "deep", 64 << 20);
        deep.start();
        try {
            deep.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return result[0];
    }

    private String run(String source) {
        return text(sandbox.run(program(source), LuaPoll.NONE, 42));
    }

    private String error(String source) {
        return text(assertThrows(RaisedError.class, () -> run(source)).value());
    }

    private static LuaProgram program(String source) {
        try {
            return LuaProgram.compile(Ascii.bytes(source), 0, "@t");
        } catch (LuaSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(LuaValue value) {
        boolean isText = value instanceof LuaString || value instanceof LuaNumber;
        return isText ? LuaSandbox.text(value).tojstring() : value.tojstring();
    }
}
