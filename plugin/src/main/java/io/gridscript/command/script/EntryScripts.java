package io.gridscript.command.script;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.CommandTable;
import io.gridscript.command.DataLimits;
import io.gridscript.command.DebugSwitches;
import io.gridscript.command.MemoryLimit;
import io.gridscript.command.Quorum;
import io.gridscript.command.ReplicaLimit;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.lua.vm.LuaPoll;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.script.RunningScripts;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptInterpreter;
import io.gridscript.script.ScriptRun;

/**
 * Runs scripts on one key that stands alone: an entry of a cache, as a keyspace of its own. Safe
 * for all threads.
 */
public final class EntryScripts {

    private final CommandTable table;
    private final CommandRunner runner;
    private final RunningScripts running;
    private final DebugSwitches switches = new DebugSwitches();

    /** The cache has limits of its own. */
    private final DataLimits limits =
            new DataLimits(new MemoryLimit(() -> 0), new ReplicaLimit(), Quorum.NOT_ASKED_FOR);

    private final EntryClient client = new EntryClient();
    private final ThreadLocal<ScriptInterpreter> interpreters =
            ThreadLocal.withInitial(ScriptInterpreter::new);

    /**
     * @param table the commands that scripts may call
     * @param running where SCRIPT KILL finds what runs
     */
    public EntryScripts(CommandTable table, CommandRunner runner, RunningScripts running) {
        this.table = table;
        this.runner = runner;
        this.running = running;
    }

    /**
     * Runs a script to its end and writes its one reply.
     *
     * @param key what becomes KEYS[1]
     * @param arguments what becomes ARGV
     * @param entry has at most that key
     * @param budget ends the run by throwing
     * @throws io.gridscript.reply.ErrorReply what the script raised or returned as its error
     */
    public void run(
            Script script,
            byte[] key,
            byte[][] arguments,
            Keyspace entry,
            LuaPoll budget,
            ReplyWriter reply) {
        ScriptRun run = new ScriptRun(script, new byte[][] {key}, arguments, false);
        run.onPoll(budget);
        run.onEntry();
        boolean failed = true;
        CommandCall caller = new CommandCall().of(run, client, entry);
        ScriptCalls calls = new ScriptCalls(table, runner, switches, limits, false, caller, run);
        run.storesIn(entry::sizeInBytes);
        running.start(run);
        try {
            interpreters.get().run(run, new EntryCalls(table, calls, entry, key), reply);
            failed = false;
        } finally {
            running.end(run);
            run.ended(failed, System.nanoTime());
        }
    }
}
