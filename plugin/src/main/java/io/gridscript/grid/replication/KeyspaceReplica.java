package io.gridscript.grid.replication;

import com.hazelcast.cluster.Address;
import com.hazelcast.internal.partition.ChunkSupplier;
import com.hazelcast.internal.partition.MigrationEndpoint;
import com.hazelcast.internal.partition.PartitionMigrationEvent;
import com.hazelcast.spi.impl.operationservice.Operation;
import io.gridscript.grid.commit.CopySnapshot;
import io.gridscript.grid.commit.GroupCommit;
import io.gridscript.grid.commit.KeyspaceCopy;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.grid.execution.KeyspaceThreads;
import io.gridscript.keyspace.CorruptInput;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The keyspace's copy on this member, whether it is the owner's, a backup's, or nothing yet. What
 * Hazelcast's partition table says of this member decides which it is; methods that change that, or
 * the copy of a backup, run on the partition's thread.
 */
public final class KeyspaceReplica {

    private static final System.Logger LOGGER = System.getLogger(KeyspaceReplica.class.getName());
    private static final long ABANDONING_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PERIOD_MILLIS = 1000;

    private final KeyspacePartition partition;
    private final KeyspaceThreads threads;
    private final BackupMembers backups;
    private final KeyspaceActor actor;
    private final KeyspaceCopy copy;
    private final GroupCommit commit;
    private final Freeze freeze;

    private volatile boolean started;

    public KeyspaceReplica(
            KeyspacePartition partition,
            KeyspaceThreads threads,
            BackupMembers backups,
            KeyspaceActor actor) {
        this.partition = partition;
        this.threads = threads;
        this.backups = backups;
        this.actor = actor;
        commit = actor.commit();
        copy = commit.copy();
        freeze = new Freeze(partition, threads, actor, this::migrated);
        backups.pushSnapshotsBy(
                (backup, result) ->
                        new SnapshotPush(actor, threads, backups, backup, result).start());
    }

    /** Begins, after the member has started. */
    public void start() {
        partition.assign();
        started = true;
        partition.execute(this::becomeWhatTheTableSays);
        threads.repeat(this::check, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The owner looks whether its backups are in step, and everybody whether it is the owner. */
    private void check() {
        if (!actor.isHere()) {
            if (partition.isOwnedHere()) {
                partition.execute(this::becomeWhatTheTableSays);
            }
        } else if (actor.tryHold()) {
            commit.replicate(hasBackups());
            commit.probe();
            actor.release();
        }
    }

    private boolean hasBackups() {
        boolean has = !partition.backupMembers().isEmpty();
        if (!has) {
            backups.noneInStep();
        }
        return has;
    }

    private void becomeWhatTheTableSays() {
        if (started && !freeze.isOn() && !partition.isMigrating() && partition.isOwnedHere()) {
            becomeOwner();
        }
    }

    private void becomeOwner() {
        if (actor.isHere() || !actor.reserve(Freeze.PATIENCE_NANOS)) {
            return;
        }
        if (!copy.isComplete()) {
            copy.keyspace().statistics().lost();
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "Data is lost: the members that had it have left before this one had a whole"
                            + " copy. Databases are empty now; more backups (gridscript.backup-count)"
                            + " make this less likely");
            copy.clear();
        }
        copy.keyspace().now(System.currentTimeMillis());
        actor.here(true);
        commit.forgetAllBut(partition::isMember);
        commit.replicate(hasBackups());
        actor.release();
        LOGGER.log(System.Logger.Level.INFO, "This member owns the keyspace now");
    }

    /** Applies a record, on a backup. */
    BackupAnswer apply(byte[] record, UUID sender) {
        if (actor.isHere() || !partition.isOwnedBy(sender) || !partition.isBackedUpHere()) {
            return BackupAnswer.NOT_NOW;
        }
        try {
            return switch (copy.apply(record)) {
                case APPLIED, KNOWN -> BackupAnswer.STORED;
                case GAP -> BackupAnswer.SNAPSHOT_NEEDED;
            };
        } catch (CorruptInput e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "A record of the owner can''t be applied ({0}): a snapshot is asked for",
                    e.getMessage());
            return BackupAnswer.SNAPSHOT_NEEDED;
        }
    }

    /**
     * Takes a piece of a snapshot, on a backup or on the destination of a migration.
     *
     * @param sender null where Hazelcast has brought it as part of a migration
     */
    BackupAnswer read(byte[] piece, UUID sender) {
        if (actor.isHere() || sender != null && !partition.isOwnedBy(sender)) {
            throw new IllegalStateException("This snapshot is not of the keyspace's owner");
        }
        try {
            return switch (copy.read(piece)) {
                case INCOMPLETE -> BackupAnswer.CONTINUE;
                case COMPLETE -> BackupAnswer.STORED;
                case MISSED -> throw new IllegalStateException("A piece of a snapshot is missing");
            };
        } catch (CorruptInput e) {
            throw new IllegalStateException("A piece of a snapshot makes no sense", e);
        }
    }

    /** Before a migration in which this member takes part. */
    void beforeMigration(PartitionMigrationEvent event) {
        if (event.getMigrationEndpoint() == MigrationEndpoint.SOURCE
                && event.getCurrentReplicaIndex() == 0) {
            freeze.begin();
        }
    }

    /** The whole copy, for a new one on another member. */
    ChunkSupplier newChunkSupplier() {
        return new MigrationChunks(frozenSnapshot());
    }

    private CopySnapshot frozenSnapshot() {
        freeze.begin();
        if (!copy.isComplete()) {
            throw new MigrationPostponed("This member has no whole copy of the keyspace");
        }
        return copy.snapshot();
    }

    /** The whole copy as one operation. */
    Operation wholeSnapshot() {
        return new WholeSnapshotOperation(frozenSnapshot());
    }

    /** The members that had the partition are gone, from the owner to that index. */
    public void lost(int lostReplicaIndex) {
        if (lostReplicaIndex >= partition.backups()) {
            copy.keyspace().statistics().lost();
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "The keyspace's owner and all its backups have left: data is lost. More backups"
                            + " (gridscript.backup-count) make this less likely");
        }
    }

    /**
     * Whether a member gets the copy of that index.
     *
     * @throws IllegalStateException when it can't and must
     */
    boolean takesCopy(Address target, int replicaIndex) {
        if (partition.canBeAt(target)) {
            return true;
        }
        if (replicaIndex == 0 && copy.keyspace().effects().sequence() > 0) {
            throw new IllegalStateException(
                    "Member "
                            + target
                            + " can't own Gridscript's data. Start it with the same jar and the same"
                            + " number of databases as the others");
        }
        return false;
    }

    /** Whether a copy of that index in Hazelcast's table is one that the keyspace has. */
    boolean isKept(int partitionId, int replicaIndex) {
        return partitionId == partition.id() && partition.isKept(replicaIndex);
    }

    /** Whether it is the keyspace's partition. */
    public boolean isIn(int partitionId) {
        return partitionId == partition.id();
    }

    /** Nothing migrates any more, wherever the keyspace is now. */
    private void migrated() {
        if (partition.isOwnedHere()) {
            commit.replicate(hasBackups());
        } else {
            leave();
        }
    }

    private void leave() {
        if (actor.isHere()) {
            actor.here(false);
            LOGGER.log(System.Logger.Level.INFO, "Another member owns the keyspace now");
        }
    }

    /** A migration in which this member took part stands. */
    void commitMigration(PartitionMigrationEvent event) {
        int index = event.getNewReplicaIndex();
        if (event.getMigrationEndpoint() == MigrationEndpoint.SOURCE) {
            if (freeze.isOn() && event.getCurrentReplicaIndex() == 0) {
                leave();
            }
            if (!partition.isKept(index) && !actor.isHere()) {
                copy.clear();
            }
        } else if (index == 0) {
            becomeOwner();
        } else if (!partition.isKept(index)) {
            copy.clear();
        }
    }

    /** A migration in which this member took part did not come about. */
    void rollbackMigration(PartitionMigrationEvent event) {
        boolean destination = event.getMigrationEndpoint() == MigrationEndpoint.DESTINATION;
        if (destination && !actor.isHere()) {
            copy.endSnapshot();
            if (!partition.isKept(event.getCurrentReplicaIndex())) {
                copy.clear();
            }
        }
    }

    /** What this member has, once nobody holds it. */
    public CompletionStage<CopyFacts> facts() {
        CompletableFuture<CopyFacts> facts = new CompletableFuture<>();
        threads.execute(() -> tellFacts(facts));
        return facts;
    }

    private void tellFacts(CompletableFuture<CopyFacts> facts) {
        if (!actor.isHere()) {
            partition.execute(() -> facts.complete(factsNow()));
        } else if (actor.reserve(Freeze.PATIENCE_NANOS)) {
            CopyFacts now = factsNow();
            actor.release();
            facts.complete(now);
        } else {
            threads.schedule(
                    () -> threads.execute(() -> tellFacts(facts)),
                    Freeze.LOOKING_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    /**
     * This member goes over to another cluster after a split brain: what it has stays behind, as
     * with a Redis master that becomes a replica of another.
     */
    public void abandon() {
        if (!actor.reserve(ABANDONING_NANOS)) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "Something holds the keyspace: its data may still be told by this member. Start"
                            + " the member again");
            return;
        }
        if (actor.isHere() && copy.keyspace().effects().sequence() > 0) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "This member joins another cluster, whose data takes the place of its own. Set"
                            + " min-replicas-to-write so that nothing is written on the smaller side"
                            + " of a split");
        }
        actor.here(false);
        copy.clear();
        actor.release();
    }

    /** Lets a backup lose its copy, for tests. */
    public CompletionStage<Void> forget() {
        return CompletableFuture.runAsync(copy::clear, partition::execute);
    }

    private CopyFacts factsNow() {
        boolean here = actor.isHere();
        return new CopyFacts(
                here ? "owner" : partition.isBackedUpHere() ? "backup" : "none",
                copy.keyspace().effects().sequence(),
                copy.isComplete(),
                here ? backups.inStep() : 0,
                copy.digest());
    }
}
