package io.gridscript.command;

import io.gridscript.lua.vm.LuaStop;
import io.gridscript.observe.ErrorStatistics;
import io.gridscript.observe.LatencyMonitor;
import io.gridscript.observe.LatencyTracking;
import io.gridscript.observe.Monitors;
import io.gridscript.observe.Observations;
import io.gridscript.observe.Redaction;
import io.gridscript.observe.SlowLog;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.reply.RespWriter;
import io.gridscript.script.ScriptRun;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Runs the code of commands that were admitted, and counts: the one place where calls are timed,
 * errors are counted and faults of this program are caught. Safe for all threads.
 */
public final class CommandRunner implements ScriptCounts {

    private static final System.Logger LOGGER = System.getLogger(CommandRunner.class.getName());

    /** In the slow log, commands of scripts are nobody's, as in Redis. */
    private static final String NO_ADDRESS = "?:0";

    private static final byte[] NO_NAME = {};

    private final Observations observations;
    private final ErrorStatistics errors;
    private final LatencyMonitor latency;
    private final LatencyTracking tracking;
    private final SlowLog slowLog;
    private final Monitors monitors;

    /** Counts these errors and everything else for itself. */
    public CommandRunner(ErrorStatistics errors) {
        this(new Observations(errors));
    }

    public CommandRunner(Observations observations) {
        this.observations = observations;
        errors = observations.errors();
        latency = observations.latency();
        tracking = observations.tracking();
        slowLog = observations.slowLog();
        monitors = observations.monitors();
    }

    /** What is counted, logged and shown of what runs here. */
    public Observations observations() {
        return observations;
    }

    /** Runs the command of a call and writes its reply, an error too. */
    public void run(CommandCall call, ReplyWriter reply) {
        run(call, call.start(), reply);
    }

    /**
     * As {@link #run(CommandCall, ReplyWriter)}.
     *
     * @param start when it begins, by {@link System#nanoTime()}
     */
    void run(CommandCall call, long start, ReplyWriter reply) {
        run(call, start, false, false, reply);
    }

    /**
     * Runs a command that may have to wait for keys. One that does is not counted yet, but MONITOR
     * shows it when it begins to wait, and then only.
     *
     * @param again whether it has waited before
     * @return what it waits for, and nothing has happened; null when it is answered
     */
    KeyWait runOrWait(CommandCall call, boolean again, ReplyWriter reply) {
        return run(call, System.nanoTime(), true, again, reply);
    }

    private KeyWait run(
            CommandCall call, long start, boolean mayWait, boolean again, ReplyWriter reply) {
        Command command = call.command();
        int replyStart = position(reply);
        call.begins(start);
        try {
            if (mayWait) {
                KeyWait wait = command.blockingBody().run(call, reply);
                if (wait != null) {
                    if (!again) {
                        show(call);
                    }
                    call.ended();
                    return wait;
                }
            } else {
                command.body().run(call, reply);
            }
        } catch (ErrorReply error) {
            // Of scripts only: a reply can turn out to be too large.
            cutBack(reply, replyStart);
            failed(command, error, reply);
        } catch (LuaStop toStartAgain) {
            cutBack(reply, replyStart);
            throw toStartAgain;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
            doubt(call);
            cutBack(reply, replyStart);
            failed(command, fault(command, fault), reply);
        }
        call.ended();
        count(call, call.endedAt() - start);
        if (!again) {
            showEnded(call);
        }
        return null;
    }

    /** Counts, logs and shows a command outside scripts that has ended. */
    public void ended(CommandCall call, long nanos) {
        count(call, nanos);
        showEnded(call);
    }

    private void count(CommandCall call, long nanos) {
        Command command = call.command();
        called(command, nanos);
        if (slowLog.isSlow(nanos) && !command.spec().is(CommandFlag.SKIP_SLOWLOG)) {
            byte[][] request = call.arguments();
            Connection connection = call.connection();
            ScriptRun run = call.unit() == null ? null : call.unit().begun();
            if (run == null) {
                log(command, request, connection, nanos);
            } else {
                // Behind the commands of the script.
                run.whenSettled(() -> log(command, request, connection, nanos));
            }
        }
    }

    private void showEnded(CommandCall call) {
        if (!monitors.isEmpty() && isShown(call.command())) {
            monitors.show(line(call));
        }
    }

    private void log(Command command, byte[][] request, Connection connection, long nanos) {
        slowLog.add(
                Redaction.of(command.spec().fullName(), request),
                nanos,
                connection.address(),
                connection.name());
    }

    private static boolean isShown(Command command) {
        CommandSpec spec = command.spec();
        return !spec.is(CommandFlag.SKIP_MONITOR) && !spec.is(CommandFlag.ADMIN);
    }

    /** What MONITOR shows of a command. */
    private static byte[] line(CommandCall call) {
        Connection connection = call.connection();
        return Monitors.line(
                call.client().database(),
                connection == null ? Monitors.SCRIPT : connection.address(),
                Redaction.of(call.command().spec().fullName(), call.arguments()));
    }

    /** Shows a command now, whatever becomes of it. */
    public void show(CommandCall call) {
        if (!monitors.isEmpty()) {
            monitors.show(line(call));
        }
    }

    /** Shows a script before the commands that it calls, once it is sure that its run stands. */
    public void showScript(CommandCall call, ScriptRun run) {
        if (!monitors.isEmpty()) {
            byte[] line = line(call);
            run.whenSettled(() -> monitors.show(line));
        }
    }

    /** A fault may have come in the middle of a change. */
    private static void doubt(CommandCall call) {
        switch (call.command().place()) {
            case KEYSPACE, SCRIPT, LONG -> call.keyspace().doubt();
            default -> {
                // It doesn't hold the keyspace.
            }
        }
    }

    private static int position(ReplyWriter reply) {
        return reply instanceof RespWriter bytes ? bytes.target().writerIndex() : 0;
    }

    /** A fault may come in the middle of a reply, unlike an error. */
    private static void cutBack(ReplyWriter reply, int start) {
        if (reply instanceof RespWriter bytes) {
            bytes.target().writerIndex(start);
        }
    }

    /**
     * Runs the command of a call for a script. Its errors are counted like any, though the script
     * may handle them.
     *
     * @param start when it begins, by {@link System#nanoTime()}
     * @param counts where to count, this runner or a tally
     * @throws ErrorReply when the command ends with an error
     */
    public void runForScript(CommandCall call, long start, ScriptCounts counts, ReplyWriter reply) {
        Command command = call.command();
        call.begins(start);
        try {
            command.body().run(call, reply);
        } catch (ErrorReply error) {
            counts.failed(command, error);
            throw error;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
            doubt(call);
            throw fault;
        } finally {
            call.ended();
            long nanos = call.endedAt() - start;
            counts.called(command, nanos);
            if (slowLog.isSlow(nanos) || !monitors.isEmpty()) {
                tell(call, nanos);
            }
        }
    }

    /** Logs and shows a command of a script, once it is sure that the run stands. */
    private void tell(CommandCall call, long nanos) {
        Command command = call.command();
        if (slowLog.isSlow(nanos) && !command.spec().is(CommandFlag.SKIP_SLOWLOG)) {
            byte[][] request = Redaction.of(command.spec().fullName(), call.arguments());
            call.script().whenSettled(() -> slowLog.add(request, nanos, NO_ADDRESS, NO_NAME));
        }
        if (!monitors.isEmpty() && isShown(command)) {
            byte[] line = line(call);
            call.script().whenSettled(() -> monitors.show(line));
        }
    }

    @Override
    public void called(Command command, long nanos) {
        command.statistics().called(1, nanos);
        timed(command, nanos);
    }

    /** Counts calls of one command: those whose times are here. */
    void called(Command command, long[] nanos, int from, int to) {
        long sum = 0;
        long longest = 0;
        for (int i = from; i < to; i++) {
            sum += nanos[i];
            longest = Math.max(longest, nanos[i]);
        }
        command.statistics().called(to - from, sum);
        if (tracking.isOn()) {
            command.statistics().timed(nanos, from, to);
        }
        for (int i = from; latency.isEvent(longest) && i < to; i++) {
            noteEvent(command, nanos[i]);
        }
    }

    private void timed(Command command, long nanos) {
        if (tracking.isOn()) {
            command.statistics().timed(nanos);
        }
        noteEvent(command, nanos);
    }

    private void noteEvent(Command command, long nanos) {
        if (latency.isEvent(nanos)) {
            boolean fast = command.spec().is(CommandFlag.FAST);
            latency.add(fast ? LatencyMonitor.FAST_COMMAND : LatencyMonitor.COMMAND, nanos);
        }
    }

    @Override
    public void failed(Command command, ErrorReply error) {
        command.statistics().failed();
        errors.count(error);
    }

    /**
     * Starts a command of the place GRID.
     *
     * @return completes with its reply, an error too; never exceptionally
     */
    public CompletionStage<Reply> start(CommandCall call) {
        Command command = call.command();
        CommandCall kept = call.copy();
        long start = System.nanoTime();
        CompletionStage<Reply> stage;
        try {
            stage = command.gridBody().start(call);
        } catch (ErrorReply error) {
            stage = CompletableFuture.failedStage(error);
        }
        return stage.handle(
                (answer, failure) -> {
                    ended(kept, System.nanoTime() - start);
                    return failure == null ? answer : writer -> failed(command, failure, writer);
                });
    }

    /** Refuses a request before its command runs; the command is null where there is none. */
    public void refuse(Command command, ErrorReply error, ReplyWriter reply) {
        refused(command, error);
        reply.error(error);
    }

    /** Lets a command end with an error that is known before its code runs. */
    public void fail(CommandCall call, ErrorReply error, ReplyWriter reply) {
        ended(call, 0);
        failed(call.command(), error, reply);
    }

    /** Counts a command that was refused, without a reply. */
    @Override
    public void refused(Command command, ErrorReply error) {
        if (command != null) {
            command.statistics().rejected();
        }
        errors.count(error);
    }

    private void failed(Command command, Throwable failure, ReplyWriter reply) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        ErrorReply error = cause instanceof ErrorReply known ? known : fault(command, cause);
        failed(command, error);
        reply.error(error);
    }

    private static ErrorReply fault(Command command, Throwable fault) {
        LOGGER.log(System.Logger.Level.ERROR, "Fault in command " + command, fault);
        return ErrorReply.err("internal error in '" + command + "': see the member's log");
    }
}
