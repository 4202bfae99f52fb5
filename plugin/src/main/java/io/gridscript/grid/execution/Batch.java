package io.gridscript.grid.execution;

import io.gridscript.command.CommandCall;
import io.gridscript.command.Connection;
import io.gridscript.command.Unit;
import io.gridscript.command.transaction.TransactionUnit;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RespWriter;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Units of one connection that travel to a keyspace together, and their replies on the way back.
 * The connection runs nothing else meanwhile.
 */
public final class Batch {

    private static final System.Logger LOGGER = System.getLogger(Batch.class.getName());
    private static final ErrorReply INTERNAL_ERROR =
            ErrorReply.err("internal error: see the member's log");

    private final Connection connection;
    private final List<Unit> units;
    private final RespWriter replies;
    private final Consumer<Batch> whenAnswered;
    private final CommandCall call = new CommandCall();
    private int next;

    /**
     * @param replies where the units write, in their order
     * @param whenAnswered called once, on any thread, when every reply is written and may leave
     */
    public Batch(
            Connection connection,
            List<Unit> units,
            RespWriter replies,
            Consumer<Batch> whenAnswered) {
        this.connection = connection;
        this.units = units;
        this.replies = replies;
        this.whenAnswered = whenAnswered;
    }

    public RespWriter replies() {
        return replies;
    }

    boolean isDone() {
        return next == units.size();
    }

    Unit current() {
        return units.get(next);
    }

    /** Runs the current unit; null when that is done, otherwise what it waits for. */
    CompletionStage<?> runCurrent(Keyspace keyspace) {
        Unit unit = units.get(next);
        int replyStart = replies.target().writerIndex();
        CompletionStage<?> awaited = null;
        try {
            call.of(connection, keyspace, unit instanceof TransactionUnit);
            awaited = unit.run(call, replies);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
            // Whatever is wrong with one unit, the keyspace must go on serving others.
            LOGGER.log(System.Logger.Level.ERROR, "Fault in a unit of a batch", fault);
            replies.target().writerIndex(replyStart);
            unit.refuse(INTERNAL_ERROR, replies);
        }
        if (awaited == null) {
            next++;
        }
        return awaited;
    }

    /**
     * Answers every unit that has not run with that error, but for those that need not wait for a
     * script.
     *
     * @param sequence of the keyspace when that script began
     */
    void refuse(ErrorReply error, long sequence) {
        for (; next < units.size(); next++) {
            Unit unit = units.get(next);
            if (!unit.runWhileBusy(call.of(connection, null, false), sequence, replies)) {
                unit.refuse(error, replies);
            }
        }
        answered();
    }

    void answered() {
        whenAnswered.accept(this);
    }
}
