package io.gridscript.resp;

import io.gridscript.command.OutputLimit;
import io.netty.channel.ChannelHandlerContext;

/**
 * Sends a connection's replies together with those of the event loop's other connections, and
 * closes it when too much waits for its client. Belongs to the connection's event loop.
 */
final class Sending {

    private static final System.Logger LOGGER = System.getLogger(Sending.class.getName());

    /** Redis doesn't count what fits into a client's first buffer. */
    private static final int UNCOUNTED_BYTES = 16 << 10;

    private final Sessions sessions;
    private final ClientConnection client;
    private final Replies replies;
    private final OutputWatch watch = new OutputWatch();

    private ChannelHandlerContext context;
    private boolean isPending;

    Sending(Sessions sessions, ClientConnection client, Replies replies) {
        this.sessions = sessions;
        this.client = client;
        this.replies = replies;
    }

    void attach(ChannelHandlerContext sessions) {
        context = sessions;
    }

    /** Bytes that wait to be sent; other threads may ask. */
    long waitingBytes() {
        ChannelHandlerContext present = context;
        var buffer = present == null ? null : present.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** Lets replies that are ready leave when the event loop has read all that had arrived. */
    void soon() {
        if (!isPending && (!replies.outgoing().isEmpty() || client.isClosing())) {
            isPending = true;
            PendingFlushes.add(this, context.channel().eventLoop());
        }
    }

    /** Sends; replies that wait to be committed by now are sent later. */
    void now() {
        isPending = false;
        if (replies.isUncommitted() || !context.channel().isActive()) {
            return;
        }
        OutputLimit limit = sessions.outputLimit(client);
        if (!limit.isNone() && closesFor(limit, replies.outgoing().bytes())) {
            return;
        }
        long bytes = replies.outgoing().writeTo(context, client.isClosing());
        client.traffic().wrote(bytes);
        sessions.written(bytes);
    }

    /** Ends a connection that can't be sent its replies. */
    void failed(Throwable cause) {
        context.pipeline().fireExceptionCaught(cause);
    }

    /** Looks whether too much waits for the client, from any thread. */
    void checkSoon() {
        context.channel().eventLoop().execute(this::check);
    }

    private void check() {
        OutputLimit limit = sessions.outputLimit(client);
        if (!limit.isNone() && context.channel().isActive()) {
            closesFor(limit, 0);
        }
    }

    /** Messages that wait for a reply count as what waits for the client. */
    void checkHeld() {
        OutputLimit limit = sessions.outputLimit(client);
        if (replies.holdsPushes() && !limit.isNone()) {
            closesFor(limit, replies.outgoing().bytes() + replies.heldBytes());
        }
    }

    /** Closes the connection if these bytes are too many, together with those that wait. */
    private boolean closesFor(OutputLimit limit, long newBytes) {
        long bytes = waitingBytes() + Math.max(0, newBytes - UNCOUNTED_BYTES);
        if (!watch.isTooMuch(limit, bytes)) {
            return false;
        }
        sessions.outputExceeded();
        LOGGER.log(
                System.Logger.Level.WARNING,
                "Connection {0} of {1} is closed: {2} bytes wait for it, more than"
                        + " client-output-buffer-limit allows",
                client.id(),
                client.address(),
                bytes);
        client.closeAfterReply();
        context.close();
        return true;
    }
}
