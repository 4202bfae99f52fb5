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

    private static final int BYTES_OF_A_WORD = 64;
    private static final int MUCH = 1 << 16;

    private final RedisLibrary library = new RedisLibrary();
    private final LuaSandbox sandbox;

    public ScriptInterpreter() {
        LuaTable redis = library.table();
        sandbox = new LuaSandbox(Map.of("redis", redis, "server", redis));
        library.serves(sandbox);
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
            run.randomReached(sandbox.randomReached());
            library.end();
            if (isMuch(run.keys()) || isMuch(run.arguments())) {
                sandbox.define(KEYS, LuaValue.NIL);
                sandbox.define(ARGV, LuaValue.NIL);
            }
        }
    }

    /** Whether it isn't to be held until the next run, which defines these names anew. */
    private static boolean isMuch(byte[][] words) {
        long bytes = 0;
        for (byte[] word : words) {
            bytes += BYTES_OF_A_WORD + word.length;
        }
        return bytes > MUCH;
    }
}
