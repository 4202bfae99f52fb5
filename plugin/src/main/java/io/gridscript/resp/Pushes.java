package io.gridscript.resp;

import io.gridscript.reply.Reply;
import io.gridscript.reply.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is to be written between the replies of one connection, in the order in which it came.
 * Filled by any thread, emptied by the connection's own.
 */
final class Pushes {

    /**
     * One message.
     *
     * @param own whether a command of the connection itself has caused it
     */
    private record Push(Reply message, boolean own) {}

    private final Queue<Push> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isCalled = new AtomicBoolean();

    /** Those of which it is known how many bytes they are; they come before the others. */
    private final Queue<Push> measured = new ArrayDeque<>();

    private long measuredBytes;

    /** Adds a message; true when the connection's thread must be called to look here. */
    boolean add(Reply message, boolean own) {
        waiting.add(new Push(message, own));
        return !isCalled.getAndSet(true);
    }

    /** The connection's thread has come, because it was called. */
    void cameWhenCalled() {
        isCalled.set(false);
    }

    boolean isEmpty() {
        return measured.isEmpty() && waiting.isEmpty();
    }

    /**
     * Takes the next message.
     *
     * @param whileOwnRuns whether a command of the connection runs somewhere: what that causes has
     *     to wait for its reply, and whatever comes later with it
     * @return null when there is none
     */
    Reply next(boolean whileOwnRuns) {
        Queue<Push> first = measured.isEmpty() ? waiting : measured;
        Push next = first.peek();
        if (next == null || whileOwnRuns && next.own) {
            return null;
        }
        first.remove();
        if (measured.isEmpty()) {
            measuredBytes = 0;
        }
        return next.message;
    }

    /** How many bytes wait, in that version of the protocol. */
    long heldBytes(int protocol) {
        ByteBuf scratch = Unpooled.buffer();
        RespWriter writer = new RespWriter(protocol, scratch);
        for (Push next = waiting.poll(); next != null; next = waiting.poll()) {
            scratch.clear();
            next.message.writeTo(writer);
            measuredBytes += scratch.writerIndex();
            measured.add(next);
        }
        return measuredBytes;
    }
}
