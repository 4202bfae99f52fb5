package io.gridscript.command;

import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.script.ScriptRun;
import java.util.concurrent.CompletionStage;

/**
 * One EVAL or one of its kin. It may be tried on a connection's own thread first; what outgrows
 * that starts again, as the same run with the same script, seed and clock, so that nobody notices.
 */
public final class ScriptUnit implements Unit {

    private final CommandRunner runner;
    private final InlineBudget budget;
    private final Command command;
    private final byte[][] request;
    private Attempt attempt;
    private ScriptRun run;
    private boolean hasWaited;

    public ScriptUnit(
            CommandRunner runner, InlineBudget budget, Command command, byte[][] request) {
        this.runner = runner;
        this.budget = budget;
        this.command = command;
        this.request = request;
    }

    public Command command() {
        return command;
    }

    public byte[][] request() {
        return request;
    }

    /** The try in progress, or null on a thread that may take long. */
    public Attempt attempt() {
        return attempt;
    }

    /** The run of an earlier try, to be started again, or null. */
    public ScriptRun begun() {
        return run;
    }

    /** Takes note of the run, before it starts. */
    public void begins(ScriptRun newRun) {
        run = newRun;
        if (attempt != null) {
            attempt.begins(newRun);
        }
    }

    @Override
    public boolean tryRun(CommandCall call, ReplyWriter reply) {
        if (run == null && command.readiness().awaited() != null) {
            return false;
        }
        makeRoom(call);
        long start = call.start();
        attempt = new Attempt(call.keyspace(), budget, start);
        boolean done = false;
        try {
            runner.run(call.with(command, request).by(this), start, reply);
            done = true;
        } catch (Attempt.Outgrown outgrown) {
            // What it has done is taken back below.
        } finally {
            end(done, call);
        }
        return done;
    }

    /** Before it begins; a run that starts again has all the room that it found. */
    private void makeRoom(CommandCall call) {
        if (run == null) {
            call.makeRoom();
        }
    }

    private void end(boolean done, CommandCall call) {
        Attempt ended = attempt;
        attempt = null;
        if (done) {
            ended.settle(runner, call.endedAt());
        } else {
            ended.takeBack();
        }
    }

    @Override
    public CompletionStage<?> run(CommandCall call, ReplyWriter reply) {
        if (run == null && !hasWaited) {
            CompletionStage<?> awaited = command.readiness().awaited();
            if (awaited != null) {
                hasWaited = true;
                return awaited;
            }
        }
        makeRoom(call);
        long start = System.nanoTime();
        runner.run(call.with(command, request).by(this), reply);
        if (run != null) {
            run.executable().ran(!budget.isExceeded(System.nanoTime() - start));
        }
        return null;
    }

    @Override
    public void refuse(ErrorReply error, ReplyWriter reply) {
        runner.refuse(command, error, reply);
    }

    @Override
    public boolean mayTakeLong() {
        return true;
    }
}
