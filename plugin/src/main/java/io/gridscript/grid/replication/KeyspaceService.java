package io.gridscript.grid.replication;

import com.hazelcast.cluster.Address;
import com.hazelcast.internal.partition.ChunkSupplier;
import com.hazelcast.internal.partition.ChunkedMigrationAwareService;
import com.hazelcast.internal.partition.IPartitionLostEvent;
import com.hazelcast.internal.partition.PartitionAwareService;
import com.hazelcast.internal.partition.PartitionMigrationEvent;
import com.hazelcast.internal.partition.PartitionReplicationEvent;
import com.hazelcast.internal.services.DistributedObjectNamespace;
import com.hazelcast.internal.services.ServiceNamespace;
import com.hazelcast.spi.impl.operationservice.Operation;
import io.gridscript.grid.GridService;
import java.util.Collection;
import java.util.Set;

/** What a Hazelcast service does for the keyspace when partitions move. */
public abstract class KeyspaceService
        implements ChunkedMigrationAwareService, PartitionAwareService {

    private static final ServiceNamespace NAMESPACE =
            new DistributedObjectNamespace(GridService.NAME, "keyspace");

    /** The keyspace's copy on this member, or null as long as nobody has needed it. */
    protected abstract KeyspaceReplica replicaIfAny();

    @Override
    public final Collection<ServiceNamespace> getAllServiceNamespaces(
            PartitionReplicationEvent event) {
        KeyspaceReplica replica = replicaIfAny();
        return replica != null && replica.isKept(event.getPartitionId(), event.getReplicaIndex())
                ? Set.of(NAMESPACE)
                : Set.of();
    }

    @Override
    public final boolean isKnownServiceNamespace(ServiceNamespace namespace) {
        return namespace.equals(NAMESPACE);
    }

    /**
     * Nothing goes to a member without Gridscript.
     *
     * @throws IllegalStateException when that member shall be the owner, though there is data: the
     *     migration does not come about then
     */
    @Override
    public final ChunkSupplier newChunkSupplier(
            PartitionReplicationEvent event, Collection<ServiceNamespace> namespaces) {
        return takesCopy(event) ? replicaIfAny().newChunkSupplier() : null;
    }

    /** Asked for only where Hazelcast's chunked migration is turned off, or for nobody. */
    @Override
    public final Operation prepareReplicationOperation(
            PartitionReplicationEvent event, Collection<ServiceNamespace> namespaces) {
        return takesCopy(event) ? replicaIfAny().wholeSnapshot() : null;
    }

    private boolean takesCopy(PartitionReplicationEvent event) {
        Address target = event.getTarget();
        return replicaIfAny().takesCopy(target, event.getReplicaIndex());
    }

    @Override
    public final Operation prepareReplicationOperation(PartitionReplicationEvent event) {
        return null;
    }

    @Override
    public final void beforeMigration(PartitionMigrationEvent event) {
        if (concerns(event.getPartitionId())) {
            replicaIfAny().beforeMigration(event);
        }
    }

    @Override
    public final void commitMigration(PartitionMigrationEvent event) {
        if (concerns(event.getPartitionId())) {
            replicaIfAny().commitMigration(event);
        }
    }

    @Override
    public final void rollbackMigration(PartitionMigrationEvent event) {
        if (concerns(event.getPartitionId())) {
            replicaIfAny().rollbackMigration(event);
        }
    }

    @Override
    public final void onPartitionLost(IPartitionLostEvent event) {
        if (concerns(event.getPartitionId())) {
            replicaIfAny().lost(event.getLostReplicaIndex());
        }
    }

    private boolean concerns(int partition) {
        KeyspaceReplica replica = replicaIfAny();
        return replica != null && replica.isIn(partition);
    }
}
