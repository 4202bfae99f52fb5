package io.gridscript.grid.execution;

import io.gridscript.keyspace.Keyspace;
import io.gridscript.observe.LatencyMonitor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Removes keys whose deadline has passed and that nobody looks at, ten times a second like Redis.
 * Each cycle ends after a quarter of its period, so that a flood of deadlines delays nobody long.
 */
public final class ExpiryCycle {

    private static final long PERIOD_MILLIS = 100;
    private static final long BUDGET_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final int KEYS_AT_ONCE = 200;

    private final KeyspaceActor actor;
    private final BooleanSupplier active;
    private final LatencyMonitor latency;

    /**
     * @param active whether cycles remove anything, as DEBUG SET-ACTIVE-EXPIRE sets it
     * @param latency is told of cycles that take long
     */
    public ExpiryCycle(KeyspaceActor actor, BooleanSupplier active, LatencyMonitor latency) {
        this.actor = actor;
        this.active = active;
        this.latency = latency;
    }

    /** Begins the cycles. */
    public void start(KeyspaceThreads threads) {
        threads.repeat(this::run, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void run() {
        if (active.getAsBoolean() && actor.tryHold()) {
            try {
                expireDue(actor.keyspace());
                actor.unitEnded();
            } finally {
                actor.release();
            }
        }
    }

    private void expireDue(Keyspace keyspace) {
        long start = System.nanoTime();
        keyspace.now(System.currentTimeMillis());
        keyspace.runsFor(null, 0);
        int removed;
        do {
            removed = keyspace.expiry().expireDue(KEYS_AT_ONCE);
        } while (removed == KEYS_AT_ONCE && System.nanoTime() - start < BUDGET_NANOS);
        long nanos = System.nanoTime() - start;
        if (latency.isEvent(nanos)) {
            latency.add(LatencyMonitor.EXPIRE_CYCLE, nanos);
        }
    }
}
