package io.gridscript.script;

import io.gridscript.lua.LuaClasses;
import io.gridscript.lua.LuaSandbox;
import io.gridscript.lua.RaisedError;
import io.gridscript.lua.Table;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import java.util.Map;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * Runs scripts and answers with what they return. For one thread at a time; each thread that runs
 * scripts keeps one, as it costs some ten microseconds to make.
 */
public final class ScriptInterpreter {

    static {
        LuaClasses.initialize();
    }

    private static final LuaString KEYS = LuaValue.valueOf("KEYS");
    private static final LuaString ARGV = LuaValue.valueOf("ARGV");

    private final RedisLibrary library = new RedisLibrary();
    private final LuaSandbox sandbox;

    public ScriptInterpreter() {
        LuaTable redis = library.table();
        sandbox = new LuaSandbox(Map.of("redis", redis, "server", redis));
    }

    /**
     * Runs a script to its end and writes its one reply: what it returns, or its error.
     *
     * @param run the run; not used by another interpreter before
     * @param calls runs the script's commands
     * @param reply takes the reply, in its own RESP version
     * @throws ErrorReply what the script raised or returned as its error
     * @throws io.gridscript.lua.LuaStop what the run's own poll threw; a kill becomes an error
     *     reply
     */
    public void run(ScriptRun run, RedisCalls calls, ReplyWriter reply) {
        LuaValue result = resultOrError(run, calls);
        ErrorReply returned = ScriptErrors.returned(result);
        if (returned != null) {
            throw returned;
        }
        new ScriptReply(run.protocol(), reply).write(result);
    }

    private LuaValue resultOrError(ScriptRun run, RedisCalls calls) {
        try {
            return result(run, calls);
        } catch (RaisedError e) {
            throw ScriptErrors.reply(e, run.script());
        } catch (CommandFault e) {
            throw e.fault();
        } catch (ScriptKilled e) {
            throw ScriptErrors.reply(e, run.script());
        }
    }

    private LuaValue result(ScriptRun run, RedisCalls calls) {
        library.begin(run, calls);
        try {
            sandbox.define(KEYS, strings(run.keys()));
            sandbox.define(ARGV, strings(run.arguments()));
            return sandbox.run(run.script().program(), run.poll(), run.seed());
        } finally {
            library.end();
            sandbox.define(KEYS, LuaValue.NIL);
            sandbox.define(ARGV, LuaValue.NIL);
        }
    }

    private static LuaTable strings(byte[][] values) {
        LuaTable table = new Table(values.length, 0);
        for (int i = 0; i < values.length; i++) {
            table.rawset(i + 1, LuaString.valueUsing(values[i]));
        }
        return table;
    }
}
