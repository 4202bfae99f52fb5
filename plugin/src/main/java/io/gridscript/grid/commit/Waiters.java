package io.gridscript.grid.commit;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;

/** What waits until changes are committed, in the order in which it was asked for. */
final class Waiters {

    private static final System.Logger LOGGER = System.getLogger(Waiters.class.getName());

    private record Waiter(long changes, Runnable action) {}

    private final LongPredicate isCommitted;
    private final Queue<Waiter> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger draining = new AtomicInteger();

    /**
     * @param isCommitted whether so many changes are committed
     */
    Waiters(LongPredicate isCommitted) {
        this.isCommitted = isCommitted;
    }

    /** What another thread is about to do still comes before what is asked for now. */
    boolean isDrained() {
        return waiting.isEmpty() && draining.get() == 0;
    }

    void add(long changes, Runnable action) {
        waiting.add(new Waiter(changes, action));
        runCommitted();
    }

    void clear() {
        waiting.clear();
    }

    /** One thread at a time, so that the order stays. */
    void runCommitted() {
        if (draining.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            for (Waiter next = waiting.peek();
                    next != null && isCommitted.test(next.changes);
                    next = waiting.peek()) {
                waiting.remove();
                run(next.action);
            }
            seen = draining.addAndGet(-seen);
        } while (seen > 0);
    }

    /** Whatever is wrong with one of those who wait, the others must not wait for ever. */
    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException fault) {
            LOGGER.log(System.Logger.Level.ERROR, "Fault after a commit", fault);
        }
    }
}
