package io.gridscript.resp;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.pubsub.Channels;
import io.gridscript.observe.EventLoopStatistics;
import io.gridscript.reply.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/**
 * One connection: takes its requests in order and answers in that order, with one flush for each
 * read. What becomes of a request, the {@link Dispatcher} decides; the session waits for it before
 * it goes on.
 */
final class Session extends ChannelInboundHandlerAdapter {

    private static final System.Logger LOGGER = System.getLogger(Session.class.getName());

    /** Nothing more is read from a client that waits while so much of it is here. */
    private static final int READ_AHEAD_BYTES = 1 << 20;

    private final Sessions sessions;
    private final ClientConnection client;
    private final CommandRunner runner;
    private final Channels channels;
    private final EventLoopStatistics eventLoops;
    private final Requests requests;
    private final Postponement postponement;
    private final Replies replies;
    private final Sending sending;
    private final KeyspaceAccess access;
    private final GridAccess grid;
    private final Dispatcher dispatcher;

    private ChannelHandlerContext context;
    private boolean ended;

    Session(Sessions sessions, ClientConnection client, SessionRooms rooms) {
        this.sessions = sessions;
        this.client = client;
        runner = rooms.runner();
        channels = rooms.channels();
        eventLoops = runner.observations().eventLoops();
        requests = new Requests(sessions, client);
        postponement = new Postponement(rooms.pauses(), client, this::proceed);
        replies = new Replies(client);
        sending = new Sending(sessions, client, replies);
        Admission admission = rooms.admission();
        Exchange exchange =
                new Exchange(client, requests, postponement, replies, sending, new CommandCall());
        access = new KeyspaceAccess(this, rooms, admission, exchange);
        grid = new GridAccess(this, rooms, admission, access, exchange);
        dispatcher = new Dispatcher(rooms.runner(), admission, access, grid, exchange);
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
        dispatcher.attach(added);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        client.traffic().read(bytes.readableBytes());
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
        long before = client.traffic().commandsRun();
        proceed();
        eventLoops.read(System.nanoTime() - start, client.traffic().commandsRun() - before);
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
                dispatcher.handle(request);
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
}
