package io.gridscript.resp;

import io.gridscript.command.BlockingUnit;
import io.gridscript.command.Command;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.CommandUnit;
import io.gridscript.command.Connection.ReplyMode;
import io.gridscript.command.DataLimits;
import io.gridscript.command.InlineBudget;
import io.gridscript.command.OutputLimit;
import io.gridscript.command.ScriptUnit;
import io.gridscript.command.Unit;
import io.gridscript.command.pubsub.Channels;
import io.gridscript.command.transaction.Transaction;
import io.gridscript.command.transaction.TransactionCommands;
import io.gridscript.command.transaction.TransactionUnit;
import io.gridscript.grid.execution.Batch;
import io.gridscript.grid.execution.BusyThreshold;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.keyspace.KeyspaceFigures;
import io.gridscript.observe.EventLoopStatistics;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.Reply;
import io.gridscript.reply.RespWriter;
import io.gridscript.spec.CommandFlag;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One connection: takes its requests in order and answers in that order, with one flush for each
 * read. What needs no keyspace, or an idle one, runs right here; everything else travels as a
 * batch, and the session waits for that before it goes on.
 */
final class Session extends ChannelInboundHandlerAdapter {

    private static final System.Logger LOGGER = System.getLogger(Session.class.getName());

    /** Commands of a batch, so that others get their turn in between. */
    private static final int BATCH_LIMIT = 256;

    /** Nothing more is read from a client that waits while so much of it is here. */
    private static final int READ_AHEAD_BYTES = 1 << 20;

    /** Redis doesn't count what fits into a client's first buffer. */
    private static final int UNCOUNTED_BYTES = 16 << 10;

    /** Commands about the transaction itself run at once; all others are queued by MULTI. */
    private static final Set<String> NEVER_QUEUED =
            Set.of("exec", "discard", "multi", "watch", "quit", "reset");

    /** Scripts of one read run here only until so much time has passed, for others wait. */
    private static final long SCRIPTS_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final Reply QUEUED = writer -> writer.status("QUEUED");

    private final Sessions sessions;
    private final ClientConnection client;
    private final RequestDecoder decoder;
    private final Admission admission;
    private final CommandRunner runner;
    private final KeyspaceActor keyspace;
    private final BusyThreshold busy;
    private final DataLimits limits;
    private final InlineBudget budget;
    private final Channels channels;
    private final Postponement postponement;
    private final EventLoopStatistics eventLoops;
    private final Outgoing replies = new Outgoing();
    private final Pushes pushes = new Pushes();
    private final OutputWatch outputWatch = new OutputWatch();
    private final CommandCall call = new CommandCall();

    private ChannelHandlerContext context;
    private ByteBuf input;
    private byte[][] heldBack;
    private boolean holding;
    private boolean scriptsBegun;
    private long scriptsSince;
    private boolean waiting;

    /** The batch that it waits for, if that may wait for keys; written by the event loop. */
    private volatile Batch blocking;

    /**
     * Whether a command is in progress that begins or ceases to listen, or an EXEC: its reply comes
     * before any message that it brings.
     */
    private boolean holdsPushes;

    /** Whether replies wait until what they tell of is committed; nothing runs meanwhile. */
    private boolean committing;

    private boolean flushPending;

    private boolean ended;

    Session(Sessions sessions, ClientConnection client, SessionRooms rooms) {
        this.sessions = sessions;
        this.client = client;
        decoder = new RequestDecoder(sessions.requestLimits(client));
        admission = rooms.admission();
        runner = rooms.runner();
        keyspace = rooms.keyspace();
        busy = rooms.busy();
        limits = rooms.limits();
        budget = rooms.budget();
        channels = rooms.channels();
        postponement = new Postponement(rooms.pauses(), client, this::proceed);
        eventLoops = runner.observations().eventLoops();
        client.attach(this, replies.writer());
    }

    ClientConnection client() {
        return client;
    }

    /** Bytes of requests that wait; other threads may read it askew. */
    long queryBufferBytes() {
        ByteBuf present = input;
        return present == null ? 0 : Math.max(0, present.readableBytes());
    }

    /** Bytes of replies that wait to be sent. */
    long outputBufferBytes() {
        ChannelHandlerContext present = context;
        var waitingBuffer = present == null ? null : present.channel().unsafe().outboundBuffer();
        return waitingBuffer == null ? 0 : waitingBuffer.totalPendingWriteBytes();
    }

    /** Whether the other side is still there, as far as is known. */
    boolean isOpen() {
        return context.channel().isActive();
    }

    /** Whether it waits for a reply; other threads may read it askew. */
    boolean isWaiting() {
        return waiting || committing || postponement.isOn();
    }

    /** Whether it waits for keys; other threads may read it askew. */
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

    /** Ends the connection as soon as it waits for no reply, from any thread. */
    void finish() {
        context.channel().eventLoop().execute(this::finishHere);
    }

    private void finishHere() {
        client.closeAfterReply();
        Batch present = blocking;
        if (!isWaiting()) {
            flush();
        } else if (present != null) {
            // It comes back with what it has taken, or with nothing.
            keyspace.parked().withdraw(present);
        }
    }

    /**
     * Writes something between replies, from any thread.
     *
     * @param own whether a command of this connection has caused it
     */
    void push(Reply message, boolean own) {
        if (pushes.add(message, own)) {
            try {
                context.channel().eventLoop().execute(this::pushWhenCalled);
            } catch (RejectedExecutionException tooLate) {
                LOGGER.log(System.Logger.Level.DEBUG, "The port is closed", tooLate);
            }
        }
    }

    private void pushWhenCalled() {
        pushes.cameWhenCalled();
        if (context.channel().isActive()) {
            writePushes();
            if (!pushes.isEmpty()) {
                checkHeldPushes();
            }
            flush();
        }
    }

    /** Ends the connection, from any thread; who made others hear of it gets that reply first. */
    void end() {
        if (client.reachesOthers()) {
            finish();
        } else {
            close();
        }
    }

    /** Only between replies; they leave with the replies before them. */
    private void writePushes() {
        if (holdsPushes || client.isClosing()) {
            return;
        }
        for (Reply next = pushes.next(waiting); next != null; next = pushes.next(waiting)) {
            next.writeTo(replies.writer());
            replies.end();
        }
    }

    /** Ends all subscriptions. */
    void unsubscribe() {
        if (client.subscriptions().isAny()) {
            channels.leave(client);
        }
    }

    /** Ends the connection, from any thread. */
    void close() {
        context.close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        replies.allocateFrom(added.alloc());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        client.requested(bytes.readableBytes());
        sessions.read(bytes.readableBytes());
        if (client.isClosing()) {
            bytes.release();
            return;
        }
        input =
                input == null
                        ? bytes
                        : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), input, bytes);
        if (decoder.exceedsBuffer(input, 0)) {
            sessions.exceeded();
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "Connection {0} of {1} is closed: its requests exceed"
                            + " client-query-buffer-limit",
                    client.id(),
                    client.address());
            ctx.close();
            return;
        }
        long start = System.nanoTime();
        long before = client.commandsRun();
        proceed();
        eventLoops.read(System.nanoTime() - start, client.commandsRun() - before);
    }

    /**
     * Like Redis: what came before the end of the stream is answered, then the session closes, but
     * a pause isn't waited for.
     */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            ended = true;
            if (postponement.isOn() || blocking != null) {
                ctx.close();
                return;
            }
            proceed();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        sessions.remove(this);
        Batch withdrawn = blocking;
        if (withdrawn != null) {
            keyspace.parked().withdraw(withdrawn);
        }
        postponement.forget();
        runner.observations().monitors().remove(client.id());
        keyspace.closed(client.id());
        client.closeAfterReply();
        channels.leave(client);
        releaseInput();
        replies.release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOGGER.log(System.Logger.Level.DEBUG, "Connection {0}: {1}", client.id(), cause);
        } else {
            LOGGER.log(System.Logger.Level.ERROR, "Fault in a session, which is closed", cause);
        }
        ctx.close();
    }

    /** Runs the requests that are here, up to one that has to be waited for. */
    private void proceed() {
        try {
            while (!isWaiting() && !client.isClosing()) {
                byte[][] request = nextRequest();
                if (request == null) {
                    break;
                }
                handle(request);
            }
        } catch (ProtocolError error) {
            replies.writer().error(error.reply());
            client.closeAfterReply();
        } finally {
            letGo();
        }
        if (!pushes.isEmpty()) {
            writePushes();
        }
        flush();
        if (ended && !isWaiting()) {
            finishHere();
            return;
        }
        context.channel()
                .config()
                .setAutoRead(!isWaiting() || queryBufferBytes() < READ_AHEAD_BYTES);
    }

    private byte[][] nextRequest() {
        byte[][] request = heldBack;
        heldBack = null;
        if (request != null || input == null) {
            return request;
        }
        decoder.limits(sessions.requestLimits(client));
        request = decoder.next(input);
        if (!input.isReadable()) {
            releaseInput();
        }
        return request;
    }

    private void releaseInput() {
        if (input != null) {
            input.release();
            input = null;
        }
    }

    private void handle(byte[][] request) {
        Command command = admission.resolve(request);
        if (command == null && Admission.isHttp(request)) {
            closeHttp();
            return;
        }
        ErrorReply refusal = refusal(command, request);
        if (refusal != null) {
            refuse(command, refusal);
            return;
        }
        if (postponement.isNeeded(command, request)) {
            heldBack = request;
            postponement.begin(context.channel().eventLoop());
            return;
        }
        if (holding && isBarrier(command)) {
            // Commands before it are committed first.
            letGo();
            if (committing) {
                heldBack = request;
                return;
            }
        }
        client.ran(command);
        if (client.transaction().isOpen() && !NEVER_QUEUED.contains(command.spec().fullName())) {
            client.transaction().queue(command, request);
            write(QUEUED);
            return;
        }
        switch (command.place()) {
            case SESSION -> runHere(command, request);
            case KEYSPACE -> runOnKeyspace(unit(command, request));
            case MEMBER -> tellOfMember(command, request);
            case SCRIPT -> runScript(unit(command, request));
            case LONG -> send(unit(command, request));
            case GRID -> await(command, request);
            case CONTAINER -> throw new IllegalStateException("refused by admission");
        }
    }

    /** What reaches beyond this member comes after all that the connection asked for before. */
    private static boolean isBarrier(Command command) {
        return command.place() == Command.Place.GRID || command.spec().channels() != null;
    }

    private void closeHttp() {
        LOGGER.log(
                System.Logger.Level.WARNING,
                "Connection {0} of {1} is closed: it sends HTTP, perhaps from a browser that a web"
                        + " page makes attack this port",
                client.id(),
                client.address());
        client.closeAfterReply();
        context.close();
    }

    private ErrorReply refusal(Command command, byte[][] request) {
        ErrorReply refusal = admission.refusal(client, command, request);
        if (refusal != null) {
            return refusal;
        }
        // Elsewhere the owner refuses.
        refusal = keyspace.isHere() ? refusalToWrite(command) : null;
        if (refusal != null) {
            return refusal;
        }
        if (client.subscriptions().isAny() && Admission.isClosedToSubscribers(client, command)) {
            return Admission.onlyForOthers(command);
        }
        boolean waits = !command.spec().is(CommandFlag.ALLOW_BUSY) && keyspace.isBusy();
        return waits ? busy.busy() : null;
    }

    private ErrorReply refusalToWrite(Command command) {
        return command.isExec()
                ? limits.refusal(client.transaction().queued(), keyspace.keyspace())
                : limits.refusal(command, keyspace.keyspace());
    }

    /** Like Redis: a command that can't be queued spoils the transaction, and EXEC ends it. */
    private void refuse(Command command, ErrorReply error) {
        Transaction transaction = client.transaction();
        int start = replies.begin();
        if (command != null && command.isExec()) {
            transaction.clear();
            runner.refuse(command, Transaction.aborted(error), replies.writer());
        } else {
            transaction.refuse();
            runner.refuse(command, error, replies.writer());
        }
        endReply(start);
    }

    private void runHere(Command command, byte[][] request) {
        Transaction transaction = client.transaction();
        int start = replies.begin();
        if (!command.isExec() || !transaction.isOpen()) {
            runner.run(call.of(client, null, false).with(command, request), replies.writer());
            endReply(start);
        } else if (transaction.isRefused()) {
            transaction.clear();
            runner.fail(
                    call.of(client, null, false).with(command, request),
                    TransactionCommands.EXEC_ABORTED,
                    replies.writer());
            endReply(start);
        } else {
            TransactionUnit unit = new TransactionUnit(runner, command, request, transaction);
            transaction.clear();
            runOnKeyspace(unit);
        }
    }

    /** Tries a script right here, unless those of this read have taken long enough. */
    private void runScript(Unit script) {
        long now = System.nanoTime();
        if (!scriptsBegun) {
            scriptsBegun = true;
            scriptsSince = now;
        }
        if (now - scriptsSince > SCRIPTS_NANOS) {
            send(script);
        } else {
            runOnKeyspace(script);
        }
    }

    /** Runs a unit right here if nobody holds the keyspace, otherwise sends it there. */
    private void runOnKeyspace(Unit unit) {
        if (keyspace.isBusy() && runWhileBusy(unit)) {
            return;
        }
        if (!hold()) {
            send(unit);
            return;
        }
        keyspace.keyspace().now(System.currentTimeMillis());
        int start = replies.begin();
        boolean inTransaction = unit instanceof TransactionUnit;
        if (unit.tryRun(call.of(client, keyspace.keyspace(), inTransaction), replies.writer())) {
            keyspace.unitEnded();
            endReply(start);
            if (client.subscriptions().isAny() && !(unit instanceof CommandUnit)) {
                // What it may have published comes here before the next reply, as in Redis.
                letGo();
            }
        } else {
            passOn(unit);
        }
    }

    private boolean runWhileBusy(Unit unit) {
        int start = replies.begin();
        CommandCall alone = call.of(client, null, false);
        if (!unit.runWhileBusy(alone, keyspace.sequenceBefore(), replies.writer())) {
            return false;
        }
        endReply(start);
        return true;
    }

    private boolean hold() {
        if (!holding) {
            holding = keyspace.tryHold();
        }
        return holding;
    }

    /** Replies that are not committed yet stay here until they are. */
    private void letGo() {
        scriptsBegun = false;
        if (holding) {
            holding = false;
            if (!keyspace.commit().isCommitted() && !replies.isEmpty()) {
                committing = true;
                keyspace.commit().whenCommitted(this::committed);
            }
            keyspace.release();
        }
    }

    /** Called on any thread. */
    private void committed() {
        try {
            context.channel().eventLoop().execute(this::sendCommitted);
        } catch (RejectedExecutionException tooLate) {
            LOGGER.log(System.Logger.Level.DEBUG, "The port is closed", tooLate);
        }
    }

    private void sendCommitted() {
        committing = false;
        if (!context.channel().isActive()) {
            replies.release();
        } else if (waiting) {
            flush();
        } else {
            proceed();
        }
    }

    /** Sends a unit to the keyspace, together with those that follow and can go along. */
    private void send(Unit first) {
        Batch batch = batch(first);
        letGo();
        flush();
        keyspace.enqueue(batch);
    }

    /** Sends a unit on as the next that runs on the keyspace held here. */
    private void passOn(Unit first) {
        Batch batch = batch(first);
        holding = false;
        if (!keyspace.commit().isCommitted() && !replies.isEmpty()) {
            committing = true;
            keyspace.commit().whenCommitted(this::committed);
        }
        flush();
        keyspace.handOver(batch);
    }

    private Batch batch(Unit first) {
        List<Unit> units = new ArrayList<>();
        units.add(first);
        if (client.replyMode() == ReplyMode.ON && !(first instanceof BlockingUnit)) {
            addFollowing(units);
        }
        waiting = true;
        holdsPushes = first instanceof TransactionUnit;
        RespWriter writer = new RespWriter(client.protocol(), context.alloc().buffer());
        client.batchWriter(writer);
        Batch batch = new Batch(client, units, writer, this::answered);
        blocking = batch.isBlocking() ? batch : null;
        return batch;
    }

    private Unit unit(Command command, byte[][] request) {
        if (command.blockingBody() != null) {
            return new BlockingUnit(runner, command, request, limits, 0);
        }
        return command.place() == Command.Place.SCRIPT
                ? new ScriptUnit(runner, budget, command, request)
                : new CommandUnit(runner, command, request);
    }

    private void addFollowing(List<Unit> units) {
        while (units.size() < BATCH_LIMIT) {
            byte[][] request = nextRequestOrNull();
            if (request == null) {
                return;
            }
            Command command = admission.resolve(request);
            if (!goesAlong(command)
                    || refusal(command, request) != null
                    || postponement.isNeeded(command, request)) {
                heldBack = request;
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

    /** A protocol error comes up again once the requests before it are answered. */
    private byte[][] nextRequestOrNull() {
        try {
            return nextRequest();
        } catch (ProtocolError error) {
            return null;
        }
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
        ByteBuf bytes = batch.replies().target();
        if (context.channel().isActive()) {
            if (isUnwanted(client.replyMode())) {
                bytes.clear();
            }
            client.advanceReplyMode();
            replies.add(bytes);
            goOn();
        } else {
            bytes.release();
        }
    }

    private void await(Command command, byte[][] request) {
        letGo();
        CompletableFuture<Reply> reply =
                runner.start(call.of(client, null, false).with(command, request))
                        .toCompletableFuture();
        boolean confirms = command.spec().channels() != null;
        if (reply.isDone()) {
            write(reply.join(), confirms);
            return;
        }
        waiting = true;
        holdsPushes = confirms;
        flush();
        reply.thenAccept(
                answer -> context.channel().eventLoop().execute(() -> takeReply(answer, confirms)));
    }

    private void tellOfMember(Command command, byte[][] request) {
        if (keyspace.isHere()) {
            runOnKeyspace(unit(command, request));
            return;
        }
        waiting = true;
        keyspace.figuresElsewhere()
                .thenAccept(
                        figures ->
                                context.channel()
                                        .eventLoop()
                                        .execute(() -> tell(command, request, figures)));
    }

    private void tell(Command command, byte[][] request, KeyspaceFigures figures) {
        if (context.channel().isActive()) {
            int start = replies.begin();
            CommandCall alone = call.of(client, null, false).telling(figures);
            runner.run(alone.with(command, request), replies.writer());
            endReply(start);
            goOn();
        }
    }

    private void takeReply(Reply reply, boolean confirms) {
        if (context.channel().isActive()) {
            holdsPushes = false;
            write(reply, confirms);
            goOn();
        }
    }

    private void goOn() {
        waiting = false;
        blocking = null;
        holdsPushes = false;
        if (!pushes.isEmpty()) {
            writePushes();
        }
        proceed();
    }

    private void write(Reply reply) {
        write(reply, false);
    }

    /**
     * Writes a reply.
     *
     * @param confirms whether it is one of those that come though CLIENT REPLY says no
     */
    private void write(Reply reply, boolean confirms) {
        int start = replies.begin();
        reply.writeTo(replies.writer());
        endReply(start, !confirms);
    }

    /** Takes back a reply that the client doesn't want, as CLIENT REPLY has it by now. */
    private void endReply(int start) {
        endReply(start, true);
    }

    private void endReply(int start, boolean mayBeUnwanted) {
        if (mayBeUnwanted && isUnwanted(client.replyMode())) {
            replies.takeBack(start);
        }
        client.advanceReplyMode();
        replies.end();
        if (!pushes.isEmpty()) {
            writePushes();
        }
    }

    private static boolean isUnwanted(ReplyMode mode) {
        return mode == ReplyMode.OFF || mode == ReplyMode.SKIP;
    }

    /** Sends replies, together with those of the event loop's other sessions. */
    private void flush() {
        if (!flushPending && (!replies.isEmpty() || client.isClosing())) {
            flushPending = true;
            PendingFlushes.add(this, context.channel().eventLoop());
        }
    }

    /** Replies that wait to be committed by now are sent later. */
    void flushPending() {
        flushPending = false;
        if (committing || !context.channel().isActive()) {
            return;
        }
        OutputLimit limit = sessions.outputLimit(client);
        if (!limit.isNone() && isTooMuch(limit, replies.bytes())) {
            return;
        }
        long bytes = replies.writeTo(context, client.isClosing());
        client.answered(bytes);
        sessions.written(bytes);
    }

    /** Looks whether too much waits for the client, from any thread. */
    void checkOutputSoon() {
        context.channel().eventLoop().execute(this::checkOutput);
    }

    private void checkOutput() {
        OutputLimit limit = sessions.outputLimit(client);
        if (!limit.isNone() && context.channel().isActive()) {
            isTooMuch(limit, 0);
        }
    }

    /** Messages that wait for a reply count as what waits for the client. */
    private void checkHeldPushes() {
        OutputLimit limit = sessions.outputLimit(client);
        if (!limit.isNone()) {
            isTooMuch(limit, replies.bytes() + pushes.heldBytes(client.protocol()));
        }
    }

    /** Closes the connection if these bytes are too many, together with those that wait. */
    private boolean isTooMuch(OutputLimit limit, long newBytes) {
        long waitingBytes = outputBufferBytes() + Math.max(0, newBytes - UNCOUNTED_BYTES);
        boolean tooMuch = outputWatch.isTooMuch(limit, waitingBytes);
        if (tooMuch) {
            sessions.outputExceeded();
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "Connection {0} of {1} is closed: {2} bytes wait for it, more than"
                            + " client-output-buffer-limit allows",
                    client.id(),
                    client.address(),
                    waitingBytes);
            client.closeAfterReply();
            context.close();
        }
        return tooMuch;
    }
}
