package io.gridscript.resp;

import io.gridscript.reply.Reply;
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
        return waiting.isEmpty();
    }

    /**
     * Takes the next message.
     *
     * @param whileOwnRuns whether a command of the connection runs somewhere: what that causes has
     *     to wait for its reply, and whatever comes later with it
     * @return null when there is none
     */
    Reply next(boolean whileOwnRuns) {
        Push next = waiting.peek();
        if (next == null || whileOwnRuns && next.own) {
            return null;
        }
        waiting.remove();
        return next.message;
    }
}
