package io.gridscript.grid.authority;

import java.util.concurrent.TimeUnit;

/**
 * How long this member may trust its copy of the state, on a clock that goes on while the process
 * is stopped. Only {@link Subscriber} changes it.
 */
final class Lease {

    /** How long a lease lasts at most. */
    static final long NANOS = TimeUnit.SECONDS.toNanos(5);

    private volatile long until = System.nanoTime() - 1;

    boolean isValid() {
        return System.nanoTime() - until < 0;
    }

    /** Makes it last until then, unless it lasts longer. */
    void extend(long newUntil) {
        if (newUntil - until > 0) {
            until = newUntil;
        }
    }

    /** Ends it. */
    void drop() {
        until = System.nanoTime() - 1;
    }
}
