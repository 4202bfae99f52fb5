package io.gridscript.command.script;

import io.gridscript.command.Attempt;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.CommandTable;
import io.gridscript.command.DataLimits;
import io.gridscript.command.DebugSwitches;
import io.gridscript.command.MemoryLimit;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.script.Executable;
import io.gridscript.script.LuaEngine;
import io.gridscript.script.RunningScripts;
import io.gridscript.script.ScriptFlag;
import io.gridscript.script.ScriptRun;
import java.util.Arrays;

/** Begins and runs scripts and functions: what EVAL, FCALL and their kin have in common. */
final class Runs {

    private static final ErrorReply NEGATIVE_KEYS =
            ErrorReply.err("Number of keys can't be negative");
    private static final ErrorReply TOO_MANY_KEYS =
            ErrorReply.err("Number of keys can't be greater than number of args");
    private static final ErrorReply WRITING_SCRIPT =
            ErrorReply.err("Can not execute a script with write flag using *_ro command.");

    private static final int NUMBER_OF_KEYS = 2;
    private static final int FIRST_KEY = 3;

    private final CommandTable table;
    private final CommandRunner runner;
    private final DebugSwitches switches;
    private final DataLimits limits;
    private final RunningScripts running;

    Runs(
            CommandTable table,
            CommandRunner runner,
            DebugSwitches switches,
            DataLimits limits,
            RunningScripts running) {
        this.table = table;
        this.runner = runner;
        this.switches = switches;
        this.limits = limits;
        this.running = running;
    }

    /** A run that outgrew its first thread goes on even if its script was flushed since. */
    static ScriptRun begun(CommandCall call) {
        return call.unit() == null ? null : call.unit().begun();
    }

    /** The try that a call is, or null where it may take long. */
    static Attempt attempt(CommandCall call) {
        return call.unit() == null ? null : call.unit().attempt();
    }

    /**
     * How many keys the request has.
     *
     * @param notANumber what to refuse it with if it says no number
     */
    int numberOfKeys(CommandCall call, ErrorReply notANumber) {
        long keys = RedisNumbers.parseLong(call.argument(NUMBER_OF_KEYS), notANumber);
        if (keys > call.count() - FIRST_KEY) {
            throw TOO_MANY_KEYS;
        }
        if (keys < 0) {
            throw NEGATIVE_KEYS;
        }
        return (int) keys;
    }

    /**
     * Refuses what declares that it needs what isn't there now: memory, or members to write to.
     *
     * @throws ErrorReply as for a command that needs it
     */
    void admit(Executable executable, CommandCall call) {
        if (executable.isCompatible() || executable.has(ScriptFlag.NO_WRITES)) {
            return;
        }
        if (!executable.has(ScriptFlag.ALLOW_OOM) && limits.memory().isShort(call.keyspace())) {
            throw MemoryLimit.OUT_OF_MEMORY;
        }
        ErrorReply refusal = limits.refusalToWrite();
        if (refusal != null) {
            throw refusal;
        }
    }

    /**
     * Begins a run.
     *
     * @param keys how many of the request's words are keys
     * @param readOnly whether the command asks for a run that only reads
     */
    ScriptRun begin(Executable executable, int keys, CommandCall call, boolean readOnly) {
        if (readOnly && !executable.isCompatible() && !executable.has(ScriptFlag.NO_WRITES)) {
            throw WRITING_SCRIPT;
        }
        byte[][] words = call.arguments();
        int firstArgument = FIRST_KEY + keys;
        ScriptRun run =
                new ScriptRun(
                        executable,
                        Arrays.copyOfRange(words, FIRST_KEY, firstArgument),
                        Arrays.copyOfRange(words, firstArgument, words.length),
                        readOnly,
                        call.begunAt());
        run.askedBy(words);
        run.seed(running.random().next());
        if (call.unit() != null) {
            call.unit().begins(run);
        }
        return run;
    }

    /** Runs to the end, unless the run is to start again elsewhere. */
    void run(ScriptRun run, CommandCall call, LuaEngine engine, ReplyWriter reply) {
        boolean refusesMemory = !run.allowsOom() && limits.memory().isShort(call.keyspace());
        ScriptCalls calls =
                new ScriptCalls(table, runner, switches, limits, refusesMemory, call, run);
        boolean startsAgain = false;
        boolean failed = true;
        run.storesIn(call.keyspace()::sizeInBytes);
        running.start(run);
        runner.showScript(call, run);
        try {
            engine.run(run, calls, reply);
            failed = false;
        } catch (Attempt.Outgrown outgrown) {
            startsAgain = true;
            throw outgrown;
        } finally {
            if (startsAgain) {
                running.pause(run);
            } else {
                running.random().goesOn(run.randomReached());
                running.end(run);
                run.ended(failed, call.endedAt());
            }
        }
    }
}
