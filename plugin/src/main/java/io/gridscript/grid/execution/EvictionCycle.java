package io.gridscript.grid.execution;

import io.gridscript.command.MemoryLimit;
import java.util.concurrent.TimeUnit;

/**
 * Goes on to evict keys when the time was not enough before a unit, or when nobody asks for
 * anything: ten times a second it looks whether more memory is used than may be.
 */
public final class EvictionCycle {

    private static final long PERIOD_MILLIS = 100;

    private final KeyspaceActor actor;
    private final MemoryLimit memory;
    private KeyspaceThreads threads;

    public EvictionCycle(KeyspaceActor actor, MemoryLimit memory) {
        this.actor = actor;
        this.memory = memory;
    }

    /** Begins the cycles. */
    public void start(KeyspaceThreads runners) {
        threads = runners;
        runners.repeat(this::run, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Lets others in between; while there is more to evict, it comes again at once. */
    private void run() {
        if (!memory.isToEvict(actor.keyspace()) || !actor.tryHold()) {
            return;
        }
        try {
            actor.keyspace().now(System.currentTimeMillis());
            actor.keyspace().makeRoom();
            actor.unitEnded();
        } finally {
            actor.release();
        }
        if (memory.isToEvict(actor.keyspace())) {
            threads.execute(this::run);
        }
    }
}
