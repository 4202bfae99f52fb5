package io.gridscript.server.grid;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells clients when scripts may be missing: from before a SCRIPT FLUSH was sent until after all
 * scripts were loaded again. A number goes up at both ends; odd is inside.
 */
final class FlushWindow {

    private final AtomicInteger number = new AtomicInteger();

    void open() {
        number.incrementAndGet();
    }

    void close() {
        number.incrementAndGet();
    }

    int now() {
        return number.get();
    }

    /** Whether scripts may have been missing at some time since the number was that. */
    boolean mayHaveFlushed(int before) {
        return before % 2 == 1 || number.get() != before;
    }
}
