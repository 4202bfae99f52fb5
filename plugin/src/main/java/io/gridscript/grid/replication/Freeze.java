package io.gridscript.grid.replication;

import io.gridscript.grid.commit.GroupCommit;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.grid.execution.KeyspaceThreads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds the keyspace while its partition migrates: nothing runs, and everything is committed.
 * Hazelcast tells when a migration begins, but to the owner of a partition whose backup moves it
 * doesn't tell when it ends: so the partition's state is looked at until it has. For the
 * partition's thread.
 */
final class Freeze {

    /** A holder, and what it has yet to commit, is waited for so long. */
    static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /** How often it is looked whether the migration has ended. */
    static final long LOOKING_MILLIS = 2;

    private static final long COMMITTING_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final KeyspacePartition partition;
    private final KeyspaceThreads threads;
    private final KeyspaceActor actor;
    private final Runnable ended;
    private boolean on;

    /**
     * @param ended does what is to be done at its end, before anybody else holds the keyspace
     */
    Freeze(
            KeyspacePartition partition,
            KeyspaceThreads threads,
            KeyspaceActor actor,
            Runnable ended) {
        this.partition = partition;
        this.threads = threads;
        this.actor = actor;
        this.ended = ended;
    }

    boolean isOn() {
        return on;
    }

    /**
     * Begins it, where the keyspace is.
     *
     * @throws MigrationPostponed when a script runs on, or a backup doesn't answer
     */
    void begin() {
        if (on || !actor.isHere()) {
            return;
        }
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        if (!actor.reserve(PATIENCE_NANOS)) {
            throw new MigrationPostponed("A script is running: the keyspace migrates after it");
        }
        GroupCommit commit = actor.commit();
        commit.seal();
        commit.sealAll();
        while (!commit.isSettled()) {
            if (System.nanoTime() - deadline > 0) {
                actor.release();
                throw new MigrationPostponed(
                        "A backup doesn't answer: the keyspace migrates when it has");
            }
            LockSupport.parkNanos(COMMITTING_PAUSE_NANOS);
        }
        on = true;
        lookSoon();
    }

    private void lookSoon() {
        threads.schedule(
                () -> partition.execute(this::endUnlessMigrating),
                LOOKING_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private void endUnlessMigrating() {
        if (partition.isMigrating()) {
            lookSoon();
            return;
        }
        on = false;
        ended.run();
        actor.release();
    }
}
