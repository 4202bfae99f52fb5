package io.gridscript.command.transaction;

import io.gridscript.acl.Denial;
import io.gridscript.acl.Refusal;
import io.gridscript.acl.User;
import io.gridscript.command.Command;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.DataLimits;
import io.gridscript.command.MemoryLimit;
import io.gridscript.command.Unit;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What EXEC runs. A queued command of the place GRID makes it wait with the keyspace held: no
 * thread waits meanwhile, and nobody's command comes in between.
 */
public final class TransactionUnit implements Unit {

    private final CommandRunner runner;
    private final Command exec;
    private final byte[][] request;
    private final List<Transaction.Queued> queued;
    private final List<Transaction.Watched> watched;
    private CompletableFuture<Reply> awaited;
    private long start;
    private int next = -1;
    private int ready = -1;

    /** Takes over what is queued and watched; the transaction itself is cleared by the caller. */
    public TransactionUnit(
            CommandRunner runner, Command exec, byte[][] request, Transaction transaction) {
        this.runner = runner;
        this.exec = exec;
        this.request = request;
        queued = transaction.queued();
        watched = transaction.watched();
    }

    public Command exec() {
        return exec;
    }

    public List<Transaction.Queued> queued() {
        return queued;
    }

    public List<Transaction.Watched> watched() {
        return watched;
    }

    @Override
    public CompletionStage<?> run(CommandCall call, ReplyWriter reply) {
        if (next < 0) {
            start = System.nanoTime();
            if (call.keyspace().makeRoom() && isAnyTakingMemory()) {
                refuse(MemoryLimit.OUT_OF_MEMORY, reply);
                return null;
            }
            if (isTouched(call.keyspace())) {
                reply.nilArray();
                end(call);
                return null;
            }
            reply.array(queued.size());
            next = 0;
        }
        while (next < queued.size()) {
            Transaction.Queued current = queued.get(next);
            call.with(current.command(), current.request());
            if (awaited == null && isRefused(call, current, reply)) {
                next++;
                continue;
            }
            if (current.command().place() != Command.Place.GRID) {
                CompletionStage<?> missing = missing(current.command());
                if (missing != null) {
                    return missing;
                }
                runner.run(call, reply);
            } else if (!answered(call, reply)) {
                return awaited;
            }
            next++;
        }
        end(call);
        return null;
    }

    /** Rights may have changed since the command was queued, by commands before it, too. */
    private boolean isRefused(CommandCall call, Transaction.Queued current, ReplyWriter reply) {
        User user = call.client().user();
        Refusal refusal = user.check(current.command().spec(), current.request());
        if (refusal == null) {
            return false;
        }
        call.connection().denied(Denial.of(refusal, Denial.Context.MULTI, user));
        runner.refuse(null, refusal.replyAtExec(), reply);
        return true;
    }

    /** EXEC takes as long as all its commands, and is shown behind them. */
    private void end(CommandCall call) {
        runner.ended(call.with(exec, request), System.nanoTime() - start);
    }

    /** What the command needs before it can run, once for each; null if it can. */
    private CompletionStage<?> missing(Command command) {
        if (ready == next) {
            return null;
        }
        ready = next;
        return command.readiness().awaited();
    }

    /** Starts the command of another place, or takes its reply when it is there. */
    private boolean answered(CommandCall call, ReplyWriter reply) {
        if (awaited == null) {
            awaited = runner.start(call).toCompletableFuture();
        }
        if (!awaited.isDone()) {
            return false;
        }
        awaited.join().writeTo(reply);
        awaited = null;
        return true;
    }

    private boolean isAnyTakingMemory() {
        return queued.stream().anyMatch(Transaction.Queued::takesMemory);
    }

    private boolean isTouched(Keyspace keyspace) {
        for (Transaction.Watched key : watched) {
            if (!key.isUnchanged(keyspace.database(key.database()))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public ErrorReply refusal(DataLimits limits, Keyspace keyspace) {
        return limits.refusal(queued, keyspace);
    }

    @Override
    public void refuse(ErrorReply error, ReplyWriter reply) {
        runner.refuse(exec, Transaction.aborted(error), reply);
    }

    @Override
    public boolean mayTakeLong() {
        for (Transaction.Queued each : queued) {
            Command.Place place = each.command().place();
            switch (place) {
                case SESSION, KEYSPACE, MEMBER -> {}
                case SCRIPT, LONG, GRID, CONTAINER -> {
                    return true;
                }
            }
        }
        return false;
    }
}
