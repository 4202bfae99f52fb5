package io.gridscript.grid.replication;

import com.hazelcast.cluster.Member;
import com.hazelcast.internal.util.ConcurrencyUtil;
import com.hazelcast.spi.impl.NodeEngine;
import io.gridscript.grid.GridService;
import io.gridscript.grid.commit.Backups;
import io.gridscript.grid.execution.KeyspaceThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Sends records to the members that keep backups, until each has answered that it has them.
 *
 * <p>Not by Hazelcast's own backup operations, because those say nothing but that they ran: a
 * backup that lacks something could only stay silent, which the owner notices after five seconds,
 * and an owner that waits for them on its partition thread, before a migration, would wait for
 * itself.
 */
public final class BackupMembers implements Backups {

    /** Brings a whole snapshot to a backup. */
    interface Snapshots {

        /** Tells on any thread whether the member has it. */
        void push(Member backup, Consumer<Boolean> result);
    }

    private static final System.Logger LOGGER = System.getLogger(BackupMembers.class.getName());
    private static final long RETRY_MILLIS = 10;
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final NodeEngine nodeEngine;
    private final KeyspacePartition partition;
    private final KeyspaceThreads threads;
    private Snapshots snapshots;

    /** How many backups had the last record. */
    private volatile int inStep;

    /** The record that is being sent, or null. */
    private volatile Shipment onItsWay;

    public BackupMembers(
            NodeEngine nodeEngine, KeyspacePartition partition, KeyspaceThreads threads) {
        this.nodeEngine = nodeEngine;
        this.partition = partition;
        this.threads = threads;
    }

    void pushSnapshotsBy(Snapshots pushing) {
        snapshots = pushing;
    }

    /** How many backups had the last record that was sent. */
    public int inStep() {
        return inStep;
    }

    /**
     * How many backups have answered within so many seconds.
     *
     * @param seconds 0: it doesn't matter when
     */
    public int inStep(int seconds) {
        Shipment present = onItsWay;
        boolean late =
                present != null
                        && seconds > 0
                        && System.nanoTime() - present.begun > TimeUnit.SECONDS.toNanos(seconds);
        int answered = late ? present.having.size() : inStep;
        return Math.min(answered, partition.backupMembers().size());
    }

    void noneInStep() {
        inStep = 0;
    }

    @Override
    public void send(byte[] record, Runnable stored) {
        Shipment shipment = new Shipment(record, stored);
        onItsWay = shipment;
        shipment.goOn();
    }

    /** Sends an operation to the member's partition thread, once. */
    void send(Member backup, CopyOperation operation, BiConsumer<BackupAnswer, Throwable> result) {
        operation.setPartitionId(partition.id());
        nodeEngine
                .getOperationService()
                .createInvocationBuilder(GridService.NAME, operation, backup.getAddress())
                .setTryCount(1)
                .setAsync()
                .<Integer>invoke()
                .whenCompleteAsync(
                        (answer, failure) ->
                                result.accept(
                                        answer == null ? null : BackupAnswer.of(answer), failure),
                        ConcurrencyUtil.CALLER_RUNS);
    }

    /** One record on its way. */
    private final class Shipment {

        private final byte[] record;
        private final Runnable stored;
        private final Set<UUID> having = ConcurrentHashMap.newKeySet();
        private final AtomicInteger outstanding = new AtomicInteger();
        private final long begun = System.nanoTime();
        private volatile boolean troubled;
        private boolean told;

        Shipment(byte[] record, Runnable stored) {
            this.record = record;
            this.stored = stored;
        }

        /** Sends to those that have not answered, or ends when all that are there have. */
        void goOn() {
            List<Member> present = partition.backupMembers();
            List<Member> missing = new ArrayList<>(present);
            missing.removeIf(member -> having.contains(member.getUuid()));
            if (missing.isEmpty()) {
                inStep = present.size();
                onItsWay = null;
                stored.run();
                return;
            }
            troubled = false;
            outstanding.set(missing.size());
            for (Member backup : missing) {
                send(
                        backup,
                        new RecordOperation(record),
                        (answer, failure) -> answered(backup, answer, failure));
            }
        }

        private void answered(Member backup, BackupAnswer answer, Throwable failure) {
            if (answer == BackupAnswer.STORED) {
                done(backup, true);
            } else if (answer == BackupAnswer.SNAPSHOT_NEEDED) {
                snapshots.push(backup, pushed -> done(backup, pushed));
            } else {
                if (failure != null) {
                    LOGGER.log(System.Logger.Level.DEBUG, "A record did not arrive", failure);
                }
                tell("backup " + backup.getAddress() + " doesn't take records");
                done(backup, false);
            }
        }

        private void done(Member backup, boolean has) {
            if (has) {
                having.add(backup.getUuid());
            } else {
                troubled = true;
            }
            if (outstanding.decrementAndGet() == 0) {
                if (troubled) {
                    later(RETRY_MILLIS);
                } else {
                    goOn();
                }
            }
        }

        private void later(long millis) {
            threads.schedule(this::goOn, millis, TimeUnit.MILLISECONDS);
        }

        /** Says once, when it takes long, why replies are held back. */
        private void tell(String reason) {
            if (!told && System.nanoTime() - begun > SILENT_NANOS) {
                told = true;
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "Replies wait for backups: {0}. They go on when it answers or has left the"
                                + " cluster",
                        reason);
            }
        }
    }
}
