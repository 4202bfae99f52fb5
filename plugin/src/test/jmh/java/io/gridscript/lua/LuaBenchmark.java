package io.gridscript.lua;

import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.compiler.LuaSyntaxException;
import io.gridscript.lua.vm.LuaPoll;
import io.gridscript.lua.vm.LuaTier;
import io.gridscript.lua.vm.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;
import org.luaj.vm2.lib.jse.JsePlatform;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What scripts cost without a server around them, in LuaJ's own interpreter, in ours, and once
 * their functions are compiled. {@code redis.call} answers at once, alike for all. LuaJ has no
 * cjson.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class LuaBenchmark {

    private static final Map<String, String> SCRIPTS =
            Map.of(
                    "fib",
                    "local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2)"
                            + " end return fib(20)",
                    "loop",
                    "local s = 0 for i = 1, 1e5 do s = s + i end return s",
                    "strings",
                    "local t = {} for i = 1, 100 do t[#t + 1] = tostring(i) .. ':' .. ('x'):rep(3)"
                            + " end local s, n = table.concat(t, ','), 0 for w in s:gmatch('%d+')"
                            + " do n = n + #w end return n .. s:gsub('x', 'y')",
                    "cjson",
                    "local t = {} for i = 1, 20 do t[i] = {id = i, name = 'n' .. i, tags = {'a',"
                            + " 'b'}} end return #cjson.decode(cjson.encode(t))",
                    "bucket",
                    "local rate, capacity, now, wanted = 10, 100, 1700000000, 1 local state ="
                        + " redis.call('HMGET', 'k', 'tokens', 'at') local tokens, at ="
                        + " tonumber(state[1]) or capacity, tonumber(state[2]) or now tokens ="
                        + " math.min(capacity, tokens + math.max(0, now - at) * rate) local allowed"
                        + " = tokens >= wanted if allowed then tokens = tokens - wanted end"
                        + " redis.call('HSET', 'k', 'tokens', tokens, 'at', now)"
                        + " redis.call('EXPIRE', 'k', math.ceil(capacity / rate) * 2) return"
                        + " {allowed and 1 or 0, tostring(tokens)}",
                    "calls",
                    "for i = 1, 100 do redis.call('GET', 'k') end");

    /** Which script. */
    @Param({"fib", "loop", "strings", "cjson", "bucket", "calls"})
    public String script;

    /** What runs it. */
    @Param({"luaj", "interpreted", "compiled"})
    public String engine;

    private LuaValue luaj;
    private LuaSandbox sandbox;
    private LuaProgram program;

    /** What redis.call answers. */
    private static final class Call extends VarArgFunction {
        @Override
        public Varargs invoke(Varargs args) {
            if (!args.arg1().tojstring().equals("HMGET")) {
                return LuaValue.ONE;
            }
            LuaTable state = new Table(2, 0);
            state.rawset(1, LuaValue.valueOf("99"));
            state.rawset(2, LuaValue.valueOf("1700000000"));
            return state;
        }
    }

    /** Prepares the engine. */
    @Setup
    public void prepare() throws IOException, LuaSyntaxException {
        byte[] source = SCRIPTS.get(script).getBytes(StandardCharsets.ISO_8859_1);
        LuaTable redis = new Table();
        redis.rawset("call", new Call());
        if (engine.equals("luaj")) {
            Globals globals = JsePlatform.standardGlobals();
            globals.set("redis", redis);
            luaj = globals.load(new ByteArrayInputStream(source), "@script", "t", globals);
            return;
        }
        LuaTier.use(engine.equals("compiled") ? LuaTier.COMPILED : LuaTier.INTERPRETED);
        sandbox = new LuaSandbox(Map.of("redis", redis));
        program = LuaProgram.compile(source, 0, "@script");
    }

    /** One run. */
    @Benchmark
    public Object run() {
        return luaj == null ? sandbox.run(program, LuaPoll.NONE, 1) : luaj.invoke();
    }
}
