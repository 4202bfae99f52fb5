package io.gridscript.grid.membership;

import com.hazelcast.cluster.Member;
import com.hazelcast.internal.partition.InternalPartitionService;
import com.hazelcast.internal.partition.PartitionReplica;
import com.hazelcast.partition.NoDataMemberInClusterException;
import com.hazelcast.spi.impl.NodeEngine;
import java.util.List;
import java.util.UUID;

/**
 * The members that take part, as this member sees them now: those with the same Gridscript, lite
 * members too. Safe for all threads.
 */
public final class Participants {

    /** Names the partition whose owner is the authority. */
    private static final String AUTHORITY = "gridscript:authority";

    private final NodeEngine nodeEngine;

    public Participants(NodeEngine nodeEngine) {
        this.nodeEngine = nodeEngine;
    }

    public Member local() {
        return nodeEngine.getLocalMember();
    }

    /** All but this member. */
    public List<Member> others() {
        Member local = local();
        return nodeEngine.getClusterService().getMembers().stream()
                .filter(member -> !member.localMember() && Presence.isAlike(local, member))
                .toList();
    }

    /** Whether that member is still there. */
    public boolean contains(UUID member) {
        return nodeEngine.getClusterService().getMember(member) != null;
    }

    /** The member of that id, or null when it isn't there. */
    public Member find(UUID member) {
        return nodeEngine.getClusterService().getMember(member);
    }

    /**
     * The authority: the owner of one fixed partition, or of the next one that a participant owns.
     *
     * @return null while nobody can be it
     */
    public Member authority() {
        InternalPartitionService partitions =
                (InternalPartitionService) nodeEngine.getPartitionService();
        int first = partitions.getPartitionId(AUTHORITY);
        if (partitions.getPartition(first, false).getOwnerOrNull() == null) {
            arrange(partitions, first);
        }
        for (int i = 0; i < partitions.getPartitionCount(); i++) {
            int partition = (first + i) % partitions.getPartitionCount();
            Member owner = owner(partitions, partition);
            if (owner != null && Presence.isAlike(local(), owner)) {
                return owner;
            }
        }
        return null;
    }

    /** Whether this member is the authority. */
    public boolean isAuthority() {
        Member authority = authority();
        return authority != null && authority.localMember();
    }

    /** Hazelcast distributes partitions when somebody first needs one. */
    private static void arrange(InternalPartitionService partitions, int partition) {
        try {
            partitions.getPartitionOwner(partition);
        } catch (NoDataMemberInClusterException e) {
            System.getLogger(Participants.class.getName())
                    .log(System.Logger.Level.DEBUG, "No data member owns a partition yet");
        }
    }

    private Member owner(InternalPartitionService partitions, int partition) {
        PartitionReplica owner = partitions.getPartition(partition, false).getOwnerReplicaOrNull();
        return owner == null ? null : nodeEngine.getClusterService().getMember(owner.uuid());
    }
}
