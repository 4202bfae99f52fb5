package io.gridscript.command;

import io.gridscript.keyspace.Checkpoint;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.lua.vm.LuaPoll;
import io.gridscript.lua.vm.LuaStop;
import io.gridscript.script.ScriptRun;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;

/**
 * A script's run on a connection's own thread: it ends within its budget and stands, or it is taken
 * back without a trace. Data, versions and look-ups go back by the keyspace's effects; what can't
 * be taken back (counts of commands and errors, lines of the log) waits until the run stands.
 */
public final class Attempt implements LuaPoll {

    /** Ends a run that is to start again elsewhere. */
    public static final class Outgrown extends LuaStop {
        private Outgrown() {
            super("to start again on a thread that may take long");
        }
    }

    private final InlineBudget budget;
    private final Checkpoint checkpoint;
    private final Tally tally = new Tally();
    private final long start;
    private ScriptRun run;

    /**
     * @param start when it begins, by {@link System#nanoTime()}
     */
    Attempt(Keyspace keyspace, InlineBudget budget, long start) {
        this.budget = budget;
        this.start = start;
        checkpoint = keyspace.checkpoint();
    }

    /** Where the script's commands are counted. */
    public Tally tally() {
        return tally;
    }

    /** Begins a run, unless its script is known to take long. */
    void begins(ScriptRun newRun) {
        run = newRun;
        if (!run.executable().isQuick()) {
            throw new Outgrown();
        }
        run.tentative();
        run.onPoll(this);
    }

    /** Ends the attempt before a script has begun. */
    public static Outgrown beforeStart() {
        return new Outgrown();
    }

    private Outgrown outgrown() {
        run.executable().ran(false);
        return new Outgrown();
    }

    @Override
    public void poll() {
        poll(System.nanoTime());
    }

    /**
     * As {@link #poll()}.
     *
     * @param now by {@link System#nanoTime()}
     */
    public void poll(long now) {
        if (budget.isExceeded(now - start)) {
            throw outgrown();
        }
    }

    @Override
    public void stackExhausted() {
        throw outgrown();
    }

    @Override
    public void beforeLarge(long bytes) {
        throw outgrown();
    }

    /**
     * Ends the run before a command of it that reaches beyond the keyspace: what tells of the
     * member would not see this run's counts; or before one that may take long. What is published
     * waits until the run stands.
     */
    public void before(Command command) {
        CommandGroup group = command.spec().group();
        boolean beyond =
                group == CommandGroup.SERVER && !command.spec().is(CommandFlag.FAST)
                        || command.spec().is(CommandFlag.NOSCRIPT)
                        || command.place() == Command.Place.LONG;
        if (beyond) {
            throw outgrown();
        }
    }

    /**
     * Lets stand what was done; one long step without a poll in it counts as slow, too.
     *
     * @param end when it ended, by {@link System#nanoTime()}
     */
    void settle(CommandRunner runner, long end) {
        checkpoint.settle();
        tally.countIn(runner);
        if (run != null) {
            run.settle();
            if (budget.isExceeded(end - start)) {
                run.executable().ran(false);
            }
        }
    }

    void takeBack() {
        checkpoint.takeBack();
        if (run != null) {
            run.restart();
        }
    }
}
