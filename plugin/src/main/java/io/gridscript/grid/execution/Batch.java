package io.gridscript.grid.execution;

import io.gridscript.command.BlockingUnit;
import io.gridscript.command.CommandCall;
import io.gridscript.command.Connection;
import io.gridscript.command.KeyWait;
import io.gridscript.command.Unit;
import io.gridscript.command.transaction.TransactionUnit;
import io.gridscript.grid.commit.GroupCommit;
import io.gridscript.grid.commit.Remembered;
import io.gridscript.grid.commit.RememberedAnswers;
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
    private final RemoteOrigin origin;
    private final CommandCall call = new CommandCall();
    private int next;

    /** Whether the current unit has begun and waits for something. */
    private boolean waited;

    /** Whether the current unit has changed data. */
    private boolean changed;

    /** Where it waits for keys on this member, or null. */
    private volatile Parked parked;

    /** Whether it waits with another member. */
    private volatile boolean away;

    /** Whether its connection is closed. */
    private volatile boolean withdrawn;

    /**
     * @param replies where the units write, in their order
     * @param whenAnswered called once, on any thread, when every reply is written and may leave
     */
    public Batch(
            Connection connection,
            List<Unit> units,
            RespWriter replies,
            Consumer<Batch> whenAnswered) {
        this(connection, units, replies, whenAnswered, null);
    }

    /**
     * A batch of another member.
     *
     * @param origin null for one of this member
     */
    public Batch(
            Connection connection,
            List<Unit> units,
            RespWriter replies,
            Consumer<Batch> whenAnswered,
            RemoteOrigin origin) {
        this.connection = connection;
        this.units = units;
        this.replies = replies;
        this.whenAnswered = whenAnswered;
        this.origin = origin;
    }

    public Connection connection() {
        return connection;
    }

    /** The units that have not run yet. */
    public List<Unit> remaining() {
        return units.subList(next, units.size());
    }

    public RespWriter replies() {
        return replies;
    }

    RemoteOrigin origin() {
        return origin;
    }

    /** Whether it is one command that may have to wait for keys. */
    public boolean isBlocking() {
        return !isDone() && current() instanceof BlockingUnit;
    }

    /** Whether its client is blocked; other threads may read it askew. */
    public boolean isBlocked() {
        return away || parked != null;
    }

    /** It waits with another member from now on. */
    public void away() {
        away = true;
    }

    void parked(Parked place) {
        parked = place;
    }

    Parked parked() {
        return parked;
    }

    /** What the current unit, which has run, waits for; null when it doesn't. */
    KeyWait keyWait() {
        return isDone() ? null : current().keyWait();
    }

    /** Nobody is there any more to be answered; for any thread. */
    void withdraw() {
        withdrawn = true;
    }

    /** Whether its connection is closed; for any thread. */
    public boolean isWithdrawn() {
        return withdrawn;
    }

    /** Whether nobody is there any more to be answered. */
    boolean isAbandoned() {
        return withdrawn || origin != null && origin.isSenderGone();
    }

    /** The current unit waits for keys no longer. */
    void giveUp(boolean withError) {
        ((BlockingUnit) current()).giveUp(withError, replies);
        next++;
    }

    boolean isDone() {
        return next == units.size();
    }

    Unit current() {
        return units.get(next);
    }

    /** It is its turn: what it did already, when it came before, isn't done again. */
    void begin(RememberedAnswers answers) {
        if (withdrawn) {
            next = units.size();
            return;
        }
        Remembered known = origin == null ? null : answers.find(origin.sender());
        if (known == null || known.sequence() < origin.sequence()) {
            return;
        }
        if (known.sequence() > origin.sequence()) {
            // Its sender has gone on since: nobody waits for this copy of the message.
            next = units.size();
        } else {
            next = Math.min(known.unitsDone(), units.size());
            origin.resume(known.answer());
        }
    }

    /** Lets it run where the keyspace is. */
    void goOn(Elsewhere elsewhere) {
        if (origin == null) {
            elsewhere.send(this);
        } else {
            origin.moved();
        }
    }

    /** Runs the current unit; null when that is done, otherwise what it waits for. */
    CompletionStage<?> runCurrent(Keyspace keyspace, GroupCommit commit) {
        Unit unit = units.get(next);
        int replyStart = replies.target().writerIndex();
        long sequence = keyspace.effects().sequence();
        CompletionStage<?> awaited = null;
        try {
            // One that waited and goes on was let in when it began.
            boolean letIn = origin == null || waited;
            ErrorReply refusal = letIn ? null : origin.refusal(unit, keyspace);
            if (refusal == null) {
                call.of(connection, keyspace, unit instanceof TransactionUnit);
                awaited = unit.run(call, replies);
            } else {
                unit.refuse(refusal, replies);
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
            // Whatever is wrong with one unit, the keyspace must go on serving others.
            LOGGER.log(System.Logger.Level.ERROR, "Fault in a unit of a batch", fault);
            replies.target().writerIndex(replyStart);
            unit.refuse(INTERNAL_ERROR, replies);
        }
        changed |= keyspace.effects().sequence() != sequence;
        waited = awaited != null;
        if (unit.keyWait() != null) {
            // It may have found keys expired.
            commit.unitEnded();
        } else if (!waited) {
            next++;
            // In this order, so that both are in the same record.
            remember(commit);
            commit.unitEnded();
        }
        return awaited;
    }

    private void remember(GroupCommit commit) {
        if (origin != null && changed) {
            changed = false;
            commit.remember(
                    origin.sender(), new Remembered(origin.sequence(), next, origin.answer()));
        }
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

    /** Every reply is written and may leave. */
    public void answered() {
        whenAnswered.accept(this);
    }
}
