package io.gridscript.command;

import io.gridscript.acl.Refusal;
import io.gridscript.acl.User;
import io.gridscript.keyspace.Checkpoint;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandFlag;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * One command that may have to wait for keys: a connection waits with nothing but it. Where it
 * waits it runs again whenever a key that it wants is ready, and is admitted anew each time.
 */
public final class BlockingUnit implements Unit {

    private static final ErrorReply UNBLOCKED =
            ErrorReply.of("UNBLOCKED client unblocked via CLIENT UNBLOCK");

    private final CommandRunner runner;
    private final Command command;
    private byte[][] request;
    private final DataLimits limits;

    /** System.nanoTime() at which it began, on whichever member that was. */
    private final long begun;

    private KeyWait wait;

    /**
     * @param limits asked when it runs again; null where somebody else asks them
     * @param waitedMillis for so long it has been on its way already
     */
    public BlockingUnit(
            CommandRunner runner,
            Command command,
            byte[][] request,
            DataLimits limits,
            long waitedMillis) {
        this.runner = runner;
        this.command = command;
        this.request = request;
        this.limits = limits;
        begun = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(waitedMillis);
    }

    public byte[][] request() {
        return request;
    }

    /** How long it has been on its way. */
    public long waitedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    /** System.nanoTime() of this JVM at which it began. */
    public long begun() {
        return begun;
    }

    @Override
    public KeyWait keyWait() {
        return wait;
    }

    @Override
    public boolean tryRun(CommandCall call, ReplyWriter reply) {
        // One that has to wait runs again before it does: what it found missing isn't told twice.
        Keyspace keyspace = call.keyspace();
        Checkpoint checkpoint = keyspace.checkpoint();
        run(call, reply);
        if (wait == null) {
            checkpoint.settle();
        } else {
            checkpoint.takeBack();
        }
        return wait == null;
    }

    @Override
    public CompletionStage<?> run(CommandCall call, ReplyWriter reply) {
        boolean isShort = call.keyspace().makeRoom() && command.spec().is(CommandFlag.DENYOOM);
        ErrorReply refusal = wait == null ? null : refusalToGoOn(call);
        if (refusal == null && isShort) {
            refusal = MemoryLimit.OUT_OF_MEMORY;
        }
        if (refusal == null) {
            wait = runner.runOrWait(call.with(command, request), wait != null, reply);
            if (wait != null && wait.again() != null) {
                request = wait.again();
            }
        } else {
            refuse(refusal, reply);
        }
        return null;
    }

    /** Rights may be others than when it began to wait, and memory may be short. */
    private ErrorReply refusalToGoOn(CommandCall call) {
        User user = call.client().user();
        Refusal refusal = user.check(command.spec(), request);
        if (refusal != null) {
            return refusal.reply(user);
        }
        return limits == null ? null : limits.refusal(command, request, call.keyspace());
    }

    /** It waits no longer, in vain: time is up, or somebody else has unblocked it. */
    public void giveUp(boolean withError, ReplyWriter reply) {
        command.statistics().called(1, 0);
        if (withError) {
            runner.failed(command, UNBLOCKED);
            reply.error(UNBLOCKED);
        } else {
            wait.timedOut().writeTo(reply);
        }
        wait = null;
    }

    @Override
    public ErrorReply refusal(DataLimits given, Keyspace keyspace) {
        return given.refusal(command, request, keyspace);
    }

    @Override
    public void refuse(ErrorReply error, ReplyWriter reply) {
        wait = null;
        runner.refuse(command, error, reply);
    }

    @Override
    public boolean mayTakeLong() {
        return false;
    }
}
