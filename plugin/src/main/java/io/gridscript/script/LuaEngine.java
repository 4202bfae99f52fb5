package io.gridscript.script;

import io.gridscript.lua.vm.LuaClasses;
import io.gridscript.lua.vm.LuaStop;
import io.gridscript.lua.vm.MemoryExceeded;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.lua.vm.Table;
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
     * Runs to the end and writes the one reply: what is returned, or its error. That may come when
     * a part of the reply has been written, which the caller takes back.
     *
     * @param run the run; not used by another engine before
     * @param calls runs its commands
     * @param reply takes the reply, in its own RESP version
     * @throws ErrorReply what was raised, or returned as an error
     * @throws io.gridscript.lua.LuaStop what the run's own poll threw; a kill and a limit become an
     *     error reply
     */
    public final void run(ScriptRun run, RedisCalls calls, ReplyWriter reply) {
        LuaValue result = resultOrError(run, calls);
        ErrorReply returned = ScriptErrors.returned(result);
        if (returned != null) {
            throw returned;
        }
        try {
            new ScriptReply(run, reply).write(result);
        } catch (LuaStop e) {
            throw ended(e, run);
        } catch (OutOfMemoryError e) {
            throw ended(new MemoryExceeded(run.memoryLimit()), run);
        }
    }

    /**
     * The error reply of a run that was ended; a run that is to start again goes on being thrown.
     */
    private static ErrorReply ended(LuaStop stop, ScriptRun run) {
        ErrorReply reply = ScriptErrors.reply(stop, run.executable());
        if (reply == null) {
            throw stop;
        }
        return reply;
    }

    private LuaValue resultOrError(ScriptRun run, RedisCalls calls) {
        try {
            return result(run, calls);
        } catch (RaisedError e) {
            throw ScriptErrors.reply(e, run.executable());
        } catch (CommandFault e) {
            throw e.rethrow();
        } catch (LuaStop e) {
            throw ended(e, run);
        }
    }

    /** The first value that is returned. */
    abstract LuaValue result(ScriptRun run, RedisCalls calls);

    static LuaTable strings(byte[][] values) {
        LuaTable table = Table.ofArray(values.length);
        for (int i = 0; i < values.length; i++) {
            table.rawset(i + 1, LuaString.valueUsing(values[i]));
        }
        return table;
    }
}
