package io.gridscript.script;

import io.gridscript.lua.LuaSandbox;
import java.util.Map;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * Runs scripts. Each thread that runs scripts keeps one, as it costs some ten microseconds to make.
 */
public final class ScriptInterpreter extends LuaEngine {

    private static final LuaString KEYS = LuaValue.valueOf("KEYS");
    private static final LuaString ARGV = LuaValue.valueOf("ARGV");

    private final RedisLibrary library = new RedisLibrary();
    private final LuaSandbox sandbox;

    public ScriptInterpreter() {
        LuaTable redis = library.table();
        sandbox = new LuaSandbox(Map.of("redis", redis, "server", redis));
        library.runsIn(sandbox);
    }

    @Override
    LuaValue result(ScriptRun run, RedisCalls calls) {
        Script script = (Script) run.executable();
        library.begin(run, calls);
        try {
            sandbox.define(KEYS, strings(run.keys()));
            sandbox.define(ARGV, strings(run.arguments()));
            return sandbox.run(script.program(), run.poll(), run.seed());
        } finally {
            library.end();
            sandbox.define(KEYS, LuaValue.NIL);
            sandbox.define(ARGV, LuaValue.NIL);
        }
    }
}
