package io.gridscript.resp;

import io.gridscript.command.BlockingUnit;
import io.gridscript.command.Command;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandUnit;
import io.gridscript.command.Connection.ReplyMode;
import io.gridscript.command.ScriptUnit;
import io.gridscript.command.Unit;
import io.gridscript.command.transaction.TransactionUnit;
import io.gridscript.grid.execution.Batch;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.reply.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Brings a session's units to the keyspace: they run right here while nobody else holds it, and
 * travel as a batch otherwise, which the session then waits for. Belongs to the session's event
 * loop.
 */
final class KeyspaceAccess {

    private static final System.Logger LOGGER = System.getLogger(KeyspaceAccess.class.getName());

    /** Commands of a batch, so that others get their turn in between. */
    private static final int BATCH_LIMIT = 256;

    /** Scripts of one read run here only until so much time has passed, for others wait. */
    private static final long SCRIPTS_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Session session;
    private final ClientConnection client;
    private final SessionRooms rooms;
    private final Admission admission;
    private final KeyspaceActor keyspace;
    private final Requests requests;
    private final Postponement postponement;
    private final Replies replies;
    private final Sending sending;
    private final CommandCall call;

    private ChannelHandlerContext context;
    private boolean holding;
    private long heldSinceMillis;
    private long heldSince;
    private boolean scriptsBegun;
    private long scriptsSince;

    /** The batch that is waited for, if that may wait for keys; written by the event loop. */
    private volatile Batch blocking;

    KeyspaceAccess(Session session, SessionRooms rooms, Admission admission, Exchange exchange) {
        this.session = session;
        this.client = exchange.client();
        this.rooms = rooms;
        this.admission = admission;
        this.keyspace = rooms.keyspace();
        this.requests = exchange.requests();
        this.postponement = exchange.postponement();
        this.replies = exchange.replies();
        this.sending = exchange.sending();
        this.call = exchange.call();
    }

    void attach(ChannelHandlerContext sessions) {
        context = sessions;
    }

    /** Whether this session holds the keyspace. */
    boolean isHolding() {
        return holding;
    }

    /** A command as a unit. */
    Unit unit(Command command, byte[][] request) {
        if (command.blockingBody() != null) {
            return new BlockingUnit(rooms.runner(), command, request, rooms.limits(), 0);
        }
        return command.place() == Command.Place.SCRIPT
                ? new ScriptUnit(rooms.runner(), rooms.budget(), command, request)
                : new CommandUnit(rooms.runner(), command, request);
    }

    /** Runs a unit right here if nobody holds the keyspace, otherwise sends it there. */
    void run(Unit unit) {
        if (keyspace.isBusy() && runWhileBusy(unit)) {
            return;
        }
        boolean isFirst = !holding;
        if (!hold()) {
            send(unit);
            return;
        }
        long now = isFirst ? heldSince : System.nanoTime();
        keyspace.keyspace().now(unixMillis(now));
        int start = replies.begin();
        boolean inTransaction = unit instanceof TransactionUnit;
        call.of(client, keyspace.keyspace(), inTransaction).at(now);
        if (unit.tryRun(call, replies.writer())) {
            keyspace.unitEnded();
            replies.end(start);
            if (client.subscriptions().isAny() && !(unit instanceof CommandUnit)) {
                // What it may have published comes here before the next reply, as in Redis.
                letGo();
            }
        } else {
            passOn(unit);
        }
    }

    /** While the keyspace is held, one clock is enough. */
    private long unixMillis(long now) {
        return heldSinceMillis + TimeUnit.NANOSECONDS.toMillis(now - heldSince);
    }

    private boolean runWhileBusy(Unit unit) {
        int start = replies.begin();
        CommandCall alone = call.of(client, null, false);
        if (!unit.runWhileBusy(alone, keyspace.sequenceBefore(), replies.writer())) {
            return false;
        }
        replies.end(start);
        return true;
    }

    /** Tries a script right here, unless those of this read have taken long enough. */
    void runScript(Unit script) {
        if (scriptsBegun && call.endedAt() - scriptsSince > SCRIPTS_NANOS) {
            send(script);
            return;
        }
        run(script);
        if (!scriptsBegun) {
            scriptsBegun = true;
            scriptsSince = call.begunAt();
        }
    }

    private boolean hold() {
        if (!holding) {
            holding = keyspace.tryHold();
            heldSinceMillis = System.currentTimeMillis();
            heldSince = System.nanoTime();
        }
        return holding;
    }

    /** Replies that are not committed yet stay here until they are. */
    void letGo() {
        scriptsBegun = false;
        if (holding) {
            holding = false;
            awaitCommit();
            keyspace.release();
        }
    }

    private void awaitCommit() {
        if (!keyspace.commit().isCommitted() && !replies.outgoing().isEmpty()) {
            replies.uncommitted(true);
            keyspace.commit().whenCommitted(this::committed);
        }
    }

    /** Called on any thread. */
    private void committed() {
        try {
            context.channel().eventLoop().execute(session::committed);
        } catch (RejectedExecutionException tooLate) {
            LOGGER.log(System.Logger.Level.DEBUG, "The port is closed", tooLate);
        }
    }

    /** Sends a unit to the keyspace, together with those that follow and can go along. */
    void send(Unit first) {
        Batch batch = batch(first);
        letGo();
        sending.soon();
        keyspace.enqueue(batch);
    }

    /** Sends a unit on as the next that runs on the keyspace held here. */
    private void passOn(Unit first) {
        Batch batch = batch(first);
        holding = false;
        awaitCommit();
        sending.soon();
        keyspace.handOver(batch);
    }

    private Batch batch(Unit first) {
        List<Unit> units = new ArrayList<>();
        units.add(first);
        if (takesOthersAlong(first)) {
            addFollowing(units);
        }
        replies.await(first instanceof TransactionUnit);
        RespWriter writer = new RespWriter(client.protocol(), context.alloc().buffer());
        client.batchWriter(writer);
        Batch batch = new Batch(client, units, writer, this::answered);
        blocking = batch.isBlocking() ? batch : null;
        return batch;
    }

    private boolean takesOthersAlong(Unit first) {
        // What a listener may ask for next depends on its protocol, which EXEC may change.
        boolean mayChangeRules = first instanceof TransactionUnit && client.subscriptions().isAny();
        return client.replyMode() == ReplyMode.ON
                && !(first instanceof BlockingUnit)
                && !mayChangeRules;
    }

    private void addFollowing(List<Unit> units) {
        while (units.size() < BATCH_LIMIT) {
            byte[][] request = requests.nextOrNull();
            if (request == null) {
                return;
            }
            Command command = admission.resolve(request);
            if (!goesAlong(command)
                    || admission.refusal(client, command, request) != null
                    || postponement.isNeeded(command, request)) {
                requests.holdBack(request);
                return;
            }
            client.ran(command);
            units.add(unit(command, request));
        }
    }

    /** WATCH changes the session's transaction, on which later requests of the session depend. */
    private boolean goesAlong(Command command) {
        if (command == null || client.transaction().isOpen() || command.blockingBody() != null) {
            return false;
        }
        return switch (command.place()) {
            case KEYSPACE, SCRIPT, LONG -> true;
            case MEMBER -> keyspace.isHere();
            case SESSION, GRID, CONTAINER -> false;
        };
    }

    /** Called on a holder's thread. */
    private void answered(Batch batch) {
        try {
            context.channel().eventLoop().execute(() -> takeReplies(batch));
        } catch (RejectedExecutionException tooLate) {
            // The member has closed its port meanwhile: nobody is left to answer.
            batch.replies().target().release();
        }
    }

    private void takeReplies(Batch batch) {
        client.batchWriter(null);
        blocking = null;
        ByteBuf bytes = batch.replies().target();
        if (context.channel().isActive()) {
            replies.add(bytes);
            session.goOn();
        } else {
            bytes.release();
        }
    }

    /** Whether the session waits for a batch that may wait for keys. */
    boolean mayBlock() {
        return blocking != null;
    }

    /** Whether the session waits for keys; other threads may read it askew. */
    boolean isBlocked() {
        Batch present = blocking;
        return present != null && present.isBlocked();
    }

    /**
     * Lets it wait for keys no longer, from any thread.
     *
     * @return whether it did
     */
    CompletionStage<Boolean> unblock(boolean withError) {
        Batch present = blocking;
        return present == null
                ? CompletableFuture.completedFuture(false)
                : keyspace.parked().unblock(present, withError);
    }

    /** Takes a batch that waits for keys back: it comes with what it has taken, or with nothing. */
    void withdraw() {
        Batch present = blocking;
        if (present != null) {
            keyspace.parked().withdraw(present);
        }
    }

    /** The session has ended. */
    void end() {
        withdraw();
        keyspace.closed(client.id());
    }
}
