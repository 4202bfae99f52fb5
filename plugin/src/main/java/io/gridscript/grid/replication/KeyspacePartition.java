package io.gridscript.grid.replication;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.internal.partition.InternalPartition;
import com.hazelcast.internal.partition.PartitionReplica;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.PartitionSpecificRunnable;
import com.hazelcast.spi.impl.operationservice.UrgentSystemOperation;
import com.hazelcast.spi.impl.operationservice.impl.OperationServiceImpl;
import io.gridscript.grid.membership.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** The partition of a keyspace, as Hazelcast's table has it at the moment. Safe for all threads. */
public final class KeyspacePartition {

    /** Names the partition of the only keyspace. */
    private static final String KEY = "gridscript:keyspace";

    private final NodeEngine nodeEngine;
    private final int id;
    private final int backups;

    /**
     * @param backups how many there shall be beside the owner
     */
    public KeyspacePartition(NodeEngine nodeEngine, int backups) {
        this.nodeEngine = nodeEngine;
        this.backups = backups;
        id = nodeEngine.getPartitionService().getPartitionId(KEY);
    }

    public int id() {
        return id;
    }

    /** How many backups there shall be. */
    int backups() {
        return backups;
    }

    /** Has Hazelcast assign partitions if nobody has needed one yet. */
    void assign() {
        nodeEngine.getPartitionService().getPartitionOwner(id);
    }

    boolean isOwnedHere() {
        return partition().isLocal();
    }

    /** The member that owns it now, or null. */
    Member owner() {
        PartitionReplica owner = partition().getOwnerReplicaOrNull();
        return owner == null
                ? null
                : nodeEngine.getClusterService().getMember(owner.address(), owner.uuid());
    }

    boolean isOwnedBy(UUID member) {
        PartitionReplica owner = partition().getOwnerReplicaOrNull();
        return owner != null && owner.uuid().equals(member);
    }

    boolean isMigrating() {
        return partition().isMigrating();
    }

    /** Whether this member is one of the backups that there shall be. */
    boolean isBackedUpHere() {
        UUID local = nodeEngine.getLocalMember().getUuid();
        InternalPartition partition = partition();
        for (int i = 1; i <= backups; i++) {
            PartitionReplica replica = partition.getReplica(i);
            if (replica != null && replica.uuid().equals(local)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a copy of that index in Hazelcast's table is one of ours. */
    boolean isKept(int replicaIndex) {
        return replicaIndex >= 0 && replicaIndex <= backups;
    }

    /** The members that keep backups and are there. */
    List<Member> backupMembers() {
        InternalPartition partition = partition();
        List<Member> members = new ArrayList<>(backups);
        for (int i = 1; i <= backups; i++) {
            PartitionReplica replica = partition.getReplica(i);
            Member member =
                    replica == null
                            ? null
                            : nodeEngine
                                    .getClusterService()
                                    .getMember(replica.address(), replica.uuid());
            if (member != null && !member.localMember() && canBeAt(member.getAddress())) {
                members.add(member);
            }
        }
        return members;
    }

    /** Whether a member can keep a copy, which takes the same Gridscript. */
    boolean canBeAt(Address address) {
        Member member = nodeEngine.getClusterService().getMember(address);
        return member != null && Presence.obstacle(nodeEngine.getLocalMember(), member) == null;
    }

    /** Whether a member is there. */
    boolean isMember(UUID member) {
        return nodeEngine.getClusterService().getMember(member) != null;
    }

    /** Runs a task on the partition's thread, where Hazelcast moves the partition, too. */
    void execute(Runnable task) {
        ((OperationServiceImpl) nodeEngine.getOperationService()).execute(new Task(id, task));
    }

    private InternalPartition partition() {
        return Objects.requireNonNull(
                (InternalPartition) nodeEngine.getPartitionService().getPartition(id));
    }

    private record Task(int partition, Runnable body)
            implements PartitionSpecificRunnable, UrgentSystemOperation {
        @Override
        public int getPartitionId() {
            return partition;
        }

        @Override
        public void run() {
            body.run();
        }
    }
}
