package io.gridscript.script;

import io.gridscript.lua.LuaClasses;
import io.gridscript.lua.RaisedError;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Runs what is executable and answers with what that returns. For one thread at a time. */
public abstract sealed class LuaEngine permits ScriptInterpreter, FunctionEngine {

    static {
        LuaClasses.initialize();
    }

    /**
     * Runs to the end and writes the one reply: what is returned, or its error.
     *
     * @param run the run; not used by another engine before
     * @param calls runs its commands
     * @param reply takes the reply, in its own RESP version
     * @throws ErrorReply what was raised, or returned as an error
     * @throws io.gridscript.lua.LuaStop what the run's own poll threw; a kill becomes an error
     *     reply
     */
    public final void run(ScriptRun run, RedisCalls calls, ReplyWriter reply) {
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
            throw ScriptErrors.reply(e, run.executable());
        } catch (CommandFault e) {
            throw e.fault();
        } catch (ScriptKilled e) {
            throw ScriptErrors.reply(e, run.executable());
        }
    }

    /** The first value that is returned. */
    abstract LuaValue result(ScriptRun run, RedisCalls calls);

    static LuaTable strings(byte[][] values) {
        LuaTable table = new LuaTable(values.length, 0);
        for (int i = 0; i < values.length; i++) {
            table.rawset(i + 1, LuaString.valueUsing(values[i]));
        }
        return table;
    }
}
