package io.gridscript.resp;

import io.gridscript.command.Connection.ReplyMode;
import io.gridscript.reply.Reply;
import io.gridscript.reply.RespWriter;
import io.netty.buffer.ByteBuf;

/**
 * What one connection is to be sent: replies in the order of its requests, and messages between
 * them. Belongs to the connection's event loop.
 */
final class Replies {

    private final ClientConnection client;
    private final Outgoing outgoing = new Outgoing();
    private final Pushes pushes = new Pushes();

    /** Whether a command of the connection is somewhere else, and its reply the next to come. */
    private boolean awaited;

    /**
     * Whether that command begins or ceases to listen, or is an EXEC: its reply comes before any
     * message that it brings.
     */
    private boolean holdsPushes;

    /** Whether these replies wait until what they tell of is committed; nothing runs meanwhile. */
    private boolean uncommitted;

    Replies(ClientConnection client) {
        this.client = client;
    }

    Outgoing outgoing() {
        return outgoing;
    }

    RespWriter writer() {
        return outgoing.writer();
    }

    /** A reply begins; where, for {@link #end}. */
    int begin() {
        return outgoing.begin();
    }

    /** A reply that began there has ended; it is taken back if the client wants none. */
    void end(int start) {
        if (isUnwanted()) {
            outgoing.takeBack(start);
        }
        ended();
    }

    /** Writes a whole reply. */
    void write(Reply reply) {
        int start = begin();
        reply.writeTo(writer());
        end(start);
    }

    /** Writes a reply that comes though CLIENT REPLY says no. */
    void confirm(Reply reply) {
        reply.writeTo(writer());
        ended();
    }

    private void ended() {
        client.advanceReplyMode();
        outgoing.end();
        if (!pushes.isEmpty()) {
            writePushes();
        }
    }

    /** The replies of a batch have come; the buffer is this object's from now on. */
    void add(ByteBuf replies) {
        if (isUnwanted()) {
            replies.clear();
        }
        client.advanceReplyMode();
        outgoing.add(replies);
    }

    private boolean isUnwanted() {
        ReplyMode mode = client.replyMode();
        return mode == ReplyMode.OFF || mode == ReplyMode.SKIP;
    }

    /**
     * The next reply comes from somewhere else.
     *
     * @param holdsAllPushes whether all messages wait for it, not only those it causes
     */
    void await(boolean holdsAllPushes) {
        awaited = true;
        holdsPushes = holdsAllPushes;
    }

    /** The reply that was awaited is here. */
    void arrived() {
        awaited = false;
        holdsPushes = false;
    }

    /** Whether the next reply comes from somewhere else; other threads may read it askew. */
    boolean isAwaited() {
        return awaited;
    }

    void uncommitted(boolean wait) {
        uncommitted = wait;
    }

    /** Whether they wait for a commit; other threads may read it askew. */
    boolean isUncommitted() {
        return uncommitted;
    }

    /**
     * Adds a message, from any thread; true when the event loop must be called to {@link
     * #writePushesWhenCalled}.
     *
     * @param own whether a command of this connection has caused it
     */
    boolean push(Reply message, boolean own) {
        return pushes.add(message, own);
    }

    void writePushesWhenCalled() {
        pushes.cameWhenCalled();
        writePushes();
    }

    /** Whether messages wait for a reply. */
    boolean holdsPushes() {
        return !pushes.isEmpty();
    }

    /** How many bytes those messages have. */
    long heldBytes() {
        return pushes.heldBytes(client.protocol());
    }

    /** Only between replies; they leave with the replies before them. */
    void writePushes() {
        if (holdsPushes || client.isClosing()) {
            return;
        }
        for (Reply next = pushes.next(awaited); next != null; next = pushes.next(awaited)) {
            next.writeTo(writer());
            outgoing.end();
        }
    }
}
