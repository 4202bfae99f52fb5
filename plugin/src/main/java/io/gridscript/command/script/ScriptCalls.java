package io.gridscript.command.script;

import io.gridscript.acl.Denial;
import io.gridscript.acl.Refusal;
import io.gridscript.acl.User;
import io.gridscript.command.Attempt;
import io.gridscript.command.Command;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connection;
import io.gridscript.command.DataLimits;
import io.gridscript.command.DebugSwitches;
import io.gridscript.command.MemoryLimit;
import io.gridscript.command.ScriptCounts;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.script.RedisCalls;
import io.gridscript.script.ScriptRun;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;

/** redis.call: one command of a script, admitted by the rules for scripts and run on the spot. */
final class ScriptCalls implements RedisCalls {

    private static final ErrorReply UNKNOWN =
            ErrorReply.err("Unknown Redis command called from script");
    private static final ErrorReply WRONG_ARITY =
            ErrorReply.err("Wrong number of args calling Redis command from script");
    private static final ErrorReply NOT_ALLOWED =
            ErrorReply.err("This Redis command is not allowed from script");
    private static final ErrorReply READ_ONLY =
            ErrorReply.err("Write commands are not allowed from read-only scripts.");
    private static final ErrorReply INVALID_FOR_CHECK =
            ErrorReply.err("Invalid command passed to redis.acl_check_cmd()");

    /** Lua that counts no more steps takes less time than Redis would see, a microsecond. */
    private static final int FEW_STEPS = 4;

    private final RecentCommands commands;
    private final CommandRunner runner;
    private final Attempt attempt;
    private final ScriptCounts counts;
    private final DebugSwitches switches;
    private final DataLimits limits;
    private final boolean refusesMemory;
    private final Connection connection;
    private final ScriptClient client;
    private final CommandCall call;

    /** When the script's last command ended, by {@link System#nanoTime()}; 0 before the first. */
    private long endedAt;

    /** The script's steps then. */
    private long stepsThen;

    /**
     * @param refusesMemory whether commands that take memory are refused, as found at the start of
     *     the script, until it has written
     */
    ScriptCalls(
            CommandTable table,
            CommandRunner runner,
            DebugSwitches switches,
            DataLimits limits,
            boolean refusesMemory,
            CommandCall caller,
            ScriptRun run) {
        commands = new RecentCommands(table);
        this.runner = runner;
        attempt = caller.unit() == null ? null : caller.unit().attempt();
        counts = attempt == null ? runner : attempt.tally();
        this.switches = switches;
        this.limits = limits;
        this.refusesMemory = refusesMemory;
        connection = caller.connection();
        client = new ScriptClient(caller.client(), run);
        call = new CommandCall().of(run, client, caller.keyspace());
    }

    @Override
    public void call(byte[][] argv, ScriptRun run, ReplyWriter reply) {
        Command command = commands.resolve(argv);
        try {
            admit(command, argv, run);
        } catch (ErrorReply error) {
            counts.refused(command, error);
            throw error;
        }
        if (attempt == null) {
            run(command, argv, run, reply);
            return;
        }
        attempt.before(command);
        run(command, argv, run, reply);
        attempt.poll(endedAt);
    }

    /** To look at the clock costs as much as a part of a quick command, so it is done once. */
    private void run(Command command, byte[][] argv, ScriptRun run, ReplyWriter reply) {
        boolean atOnce = endedAt != 0 && run.steps() - stepsThen <= FEW_STEPS;
        long start = atOnce ? endedAt : System.nanoTime();
        runner.runForScript(call.with(command, argv), start, counts, reply);
        endedAt = call.endedAt();
        stepsThen = run.steps();
    }

    /** The checks of Redis's scriptCall, in its order. */
    private void admit(Command command, byte[][] argv, ScriptRun run) {
        if (command == null) {
            throw UNKNOWN;
        }
        if (!command.spec().accepts(argv.length)) {
            throw WRONG_ARITY;
        }
        if (isClosed(command)) {
            throw NOT_ALLOWED;
        }
        checkRights(command, argv, run);
        if (command.isWrite() || command.spec().is(CommandFlag.MAY_REPLICATE)) {
            if (run.isReadOnly()) {
                throw READ_ONLY;
            }
        }
        ErrorReply refusal = command.isWrite() ? limits.refusalToWrite() : null;
        if (refusal != null) {
            throw refusal;
        }
        if (refusesMemory && command.spec().is(CommandFlag.DENYOOM) && !run.hasWritten()) {
            throw MemoryLimit.OUT_OF_MEMORY;
        }
        if (command.isWrite()) {
            run.beforeWrite();
        }
    }

    /** What answers later can't answer a script, not even after DEBUG SET-DISABLE-DENY-SCRIPTS. */
    private boolean isClosed(Command command) {
        return command.spec().is(CommandFlag.NOSCRIPT) && switches.isDenyScripts()
                || command.place() == Command.Place.GRID && command.body() == null
                || command.spec().group() == CommandGroup.SCRIPTING
                || command.place() == Command.Place.CONTAINER;
    }

    private void checkRights(Command command, byte[][] argv, ScriptRun run) {
        User user = client.user();
        Refusal refusal = user.check(command.spec(), argv);
        if (refusal != null) {
            Denial denial = Denial.of(refusal, Denial.Context.LUA, user);
            run.whenSettled(() -> connection.denied(denial));
            throw refusal.scriptReply(user);
        }
    }

    @Override
    public boolean aclCheck(byte[][] argv, ScriptRun run) {
        Command command = commands.resolve(argv);
        if (command == null) {
            throw INVALID_FOR_CHECK;
        }
        return client.user().check(command.spec(), argv) == null;
    }
}
