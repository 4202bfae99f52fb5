package io.gridscript.grid.replication;

import com.hazelcast.cluster.Member;
import io.gridscript.grid.commit.CopySnapshot;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.grid.execution.KeyspaceThreads;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Brings a snapshot of the owner's copy to a backup that lacks something. The keyspace is held from
 * the first piece to the last, and each piece is sent when the one before has arrived.
 */
final class SnapshotPush {

    private static final System.Logger LOGGER = System.getLogger(SnapshotPush.class.getName());
    private static final long HOLDING_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long RETRY_MILLIS = 5;

    private final KeyspaceActor actor;
    private final KeyspaceThreads threads;
    private final BackupMembers backups;
    private final Member backup;
    private final Consumer<Boolean> result;
    private CopySnapshot snapshot;

    SnapshotPush(
            KeyspaceActor actor,
            KeyspaceThreads threads,
            BackupMembers backups,
            Member backup,
            Consumer<Boolean> result) {
        this.actor = actor;
        this.threads = threads;
        this.backups = backups;
        this.backup = backup;
        this.result = result;
    }

    /** Waits for its turn between those that hold the keyspace; a script may take long. */
    void start() {
        threads.execute(this::hold);
    }

    private void hold() {
        if (!actor.reserve(HOLDING_NANOS)) {
            threads.schedule(this::start, RETRY_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        if (!actor.isHere()) {
            end(false);
            return;
        }
        LOGGER.log(
                System.Logger.Level.INFO,
                "Backup {0} lacks something and gets a snapshot",
                backup.getAddress());
        snapshot = actor.commit().copy().snapshot();
        sendNext();
    }

    private void sendNext() {
        backups.send(
                backup,
                new SnapshotOperation(snapshot.next()),
                (answer, failure) -> {
                    if (answer == BackupAnswer.CONTINUE && snapshot.hasNext()) {
                        sendNext();
                    } else {
                        end(answer == BackupAnswer.STORED);
                    }
                });
    }

    private void end(boolean stored) {
        actor.release();
        result.accept(stored);
    }
}
