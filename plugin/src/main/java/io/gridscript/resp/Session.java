package io.gridscript.resp;

import io.gridscript.command.Command;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.pubsub.Channels;
import io.gridscript.command.transaction.Transaction;
import io.gridscript.command.transaction.TransactionCommands;
import io.gridscript.command.transaction.TransactionUnit;
import io.gridscript.observe.EventLoopStatistics;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/**
 * One connection: takes its requests in order and answers in that order, with one flush for each
 * read. Each request runs where its command's place says: right here, on the keyspace ({@link
 * KeyspaceAccess}), or elsewhere in the grid ({@link GridAccess}); the session waits for that
 * before it goes on.
 */
final class Session extends ChannelInboundHandlerAdapter {

    private static final System.Logger LOGGER = System.getLogger(Session.class.getName());

    /** Nothing more is read from a client that waits while so much of it is here. */
    private static final int READ_AHEAD_BYTES = 1 << 20;

    /** Commands about the transaction itself run at once; all others are queued by MULTI. */
    private static final Set<String> NEVER_QUEUED =
            Set.of("exec", "discard", "multi", "watch", "quit", "reset");

    private static final Reply QUEUED = writer -> writer.status("QUEUED");

    private final Sessions sessions;
    private final ClientConnection client;
    private final Admission admission;
    private final CommandRunner runner;
    private final Channels channels;
    private final EventLoopStatistics eventLoops;
    private final Requests requests;
    private final Postponement postponement;
    private final Replies replies;
    private final Sending sending;
    private final KeyspaceAccess access;
    private final GridAccess grid;
    private final CommandCall call = new CommandCall();

    private ChannelHandlerContext context;
    private boolean ended;

    Session(Sessions sessions, ClientConnection client, SessionRooms rooms) {
        this.sessions = sessions;
        this.client = client;
        admission = rooms.admission();
        runner = rooms.runner();
        channels = rooms.channels();
        eventLoops = runner.observations().eventLoops();
        requests = new Requests(sessions, client);
        postponement = new Postponement(rooms.pauses(), client, this::proceed);
        replies = new Replies(client);
        sending = new Sending(sessions, client, replies);
        access =
                new KeyspaceAccess(
                        this, rooms, admission, requests, postponement, replies, sending, call);
        grid = new GridAccess(this, rooms, admission, access, replies, sending, call);
        client.attach(this, replies.writer());
    }

    ClientConnection client() {
        return client;
    }

    /** Bytes of requests that wait; other threads may read it askew. */
    long queryBufferBytes() {
        return requests.bytes();
    }

    /** Bytes of replies that wait to be sent. */
    long outputBufferBytes() {
        return sending.waitingBytes();
    }

    /** Whether the other side is still there, as far as is known. */
    boolean isOpen() {
        return context.channel().isActive();
    }

    /** Whether it waits for a reply; other threads may read it askew. */
    boolean isWaiting() {
        return replies.isAwaited() || replies.isUncommitted() || postponement.isOn();
    }

    /** Whether it waits for keys; other threads may read it askew. */
    boolean isBlocked() {
        return access.isBlocked();
    }

    /**
     * Lets it wait for keys no longer, from any thread.
     *
     * @return whether it did
     */
    CompletionStage<Boolean> unblock(boolean withError) {
        return access.unblock(withError);
    }

    /** Ends the connection as soon as it waits for no reply, from any thread. */
    void finish() {
        context.channel().eventLoop().execute(this::finishHere);
    }

    private void finishHere() {
        client.closeAfterReply();
        if (isWaiting()) {
            access.withdraw();
        } else {
            sending.soon();
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

    /** Ends the connection, from any thread. */
    void close() {
        context.close();
    }

    /**
     * Writes something between replies, from any thread.
     *
     * @param own whether a command of this connection has caused it
     */
    void push(Reply message, boolean own) {
        if (replies.push(message, own)) {
            try {
                context.channel().eventLoop().execute(this::pushWhenCalled);
            } catch (RejectedExecutionException tooLate) {
                LOGGER.log(System.Logger.Level.DEBUG, "The port is closed", tooLate);
            }
        }
    }

    private void pushWhenCalled() {
        if (context.channel().isActive()) {
            replies.writePushesWhenCalled();
            sending.checkHeld();
            sending.soon();
        }
    }

    /** Looks whether too much waits for the client, from any thread. */
    void checkOutputSoon() {
        sending.checkSoon();
    }

    /** Ends all subscriptions. */
    void unsubscribe() {
        if (client.subscriptions().isAny()) {
            channels.leave(client);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        replies.outgoing().allocateFrom(added.alloc());
        sending.attach(added);
        access.attach(added);
        grid.attach(added);
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
        if (!requests.add(bytes, ctx.alloc())) {
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
            if (postponement.isOn() || access.mayBlock()) {
                ctx.close();
                return;
            }
            proceed();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        sessions.remove(this);
        access.end();
        postponement.forget();
        runner.observations().monitors().remove(client.id());
        client.closeAfterReply();
        channels.leave(client);
        requests.release();
        replies.outgoing().release();
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
                byte[][] request = requests.next();
                if (request == null) {
                    break;
                }
                handle(request);
            }
        } catch (ProtocolError error) {
            replies.writer().error(error.reply());
            client.closeAfterReply();
        } finally {
            access.letGo();
        }
        replies.writePushes();
        sending.soon();
        if (ended && !isWaiting()) {
            finishHere();
            return;
        }
        context.channel()
                .config()
                .setAutoRead(!isWaiting() || queryBufferBytes() < READ_AHEAD_BYTES);
    }

    /** The reply that was waited for is written. */
    void goOn() {
        replies.arrived();
        replies.writePushes();
        proceed();
    }

    /** What the replies tell of is committed. */
    void committed() {
        replies.uncommitted(false);
        if (!context.channel().isActive()) {
            replies.outgoing().release();
        } else if (replies.isAwaited()) {
            sending.soon();
        } else {
            proceed();
        }
    }

    private void handle(byte[][] request) {
        Command command = admission.resolve(request);
        if (command == null && Admission.isHttp(request)) {
            closeHttp();
            return;
        }
        ErrorReply refusal = admission.refusal(client, command, request);
        if (refusal != null) {
            refuse(command, refusal);
            return;
        }
        if (postponement.isNeeded(command, request)) {
            requests.holdBack(request);
            postponement.begin(context.channel().eventLoop());
            return;
        }
        if (access.isHolding() && isBarrier(command)) {
            // Commands before it are committed first.
            access.letGo();
            if (replies.isUncommitted()) {
                requests.holdBack(request);
                return;
            }
        }
        client.ran(command);
        if (client.transaction().isOpen() && !NEVER_QUEUED.contains(command.spec().fullName())) {
            client.transaction().queue(command, request);
            replies.write(QUEUED);
            return;
        }
        switch (command.place()) {
            case SESSION -> runHere(command, request);
            case KEYSPACE -> access.run(access.unit(command, request));
            case MEMBER -> grid.tellOfMember(command, request);
            case SCRIPT -> access.runScript(access.unit(command, request));
            case LONG -> access.send(access.unit(command, request));
            case GRID -> grid.ask(command, request);
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
        replies.end(start);
    }

    private void runHere(Command command, byte[][] request) {
        Transaction transaction = client.transaction();
        int start = replies.begin();
        if (!command.isExec() || !transaction.isOpen()) {
            runner.run(call.of(client, null, false).with(command, request), replies.writer());
            replies.end(start);
        } else if (transaction.isRefused()) {
            transaction.clear();
            runner.fail(
                    call.of(client, null, false).with(command, request),
                    TransactionCommands.EXEC_ABORTED,
                    replies.writer());
            replies.end(start);
        } else {
            TransactionUnit unit = new TransactionUnit(runner, command, request, transaction);
            transaction.clear();
            access.run(unit);
        }
    }
}
