package io.gridscript.member;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.internal.partition.ChunkSupplier;
import com.hazelcast.internal.partition.ChunkedMigrationAwareService;
import com.hazelcast.internal.partition.IPartitionLostEvent;
import com.hazelcast.internal.partition.PartitionAwareService;
import com.hazelcast.internal.partition.PartitionMigrationEvent;
import com.hazelcast.internal.partition.PartitionReplicationEvent;
import com.hazelcast.internal.services.DistributedObjectNamespace;
import com.hazelcast.internal.services.ManagedService;
import com.hazelcast.internal.services.MembershipAwareService;
import com.hazelcast.internal.services.MembershipServiceEvent;
import com.hazelcast.internal.services.ServiceNamespace;
import com.hazelcast.logging.ILogger;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.operationservice.Operation;
import io.gridscript.grid.GridService;
import io.gridscript.grid.replication.KeyspaceReplica;
import io.gridscript.grid.routing.Batches;
import io.netty.channel.epoll.Epoll;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The Hazelcast service of this plugin. It is there wherever the jar is; the port opens only on
 * members that configure it, after they have started, and closes before they shut down. On other
 * members it does nothing: no threads, no maps, no classes of Netty or LuaJ.
 */
public final class GridscriptService
        implements GridService,
                ManagedService,
                MembershipAwareService,
                PartitionAwareService,
                ChunkedMigrationAwareService {

    private static final ServiceNamespace NAMESPACE =
            new DistributedObjectNamespace(NAME, "keyspace");

    private final MemberDirectives directives;
    private NodeEngine nodeEngine;
    private ILogger logger;
    private Assembly assembly;

    GridscriptService(MemberDirectives directives) {
        this.directives = directives;
    }

    @Override
    public void init(NodeEngine engine, Properties unused) {
        nodeEngine = engine;
        logger = engine.getLogger(GridscriptService.class);
        if (!directives.get(DirectiveTable.ENABLED)) {
            return;
        }
        assembly = new Assembly(engine, directives);
        engine.getHazelcastInstance()
                .getLifecycleService()
                .addLifecycleListener(this::stateChanged);
    }

    /** The rooms of this member, or null where the port isn't configured. */
    public Assembly assembly() {
        return assembly;
    }

    private void stateChanged(LifecycleEvent event) {
        switch (event.getState()) {
            case STARTED -> start();
            case SHUTTING_DOWN -> closePort();
            default -> {}
        }
    }

    private void start() {
        try {
            assembly.open();
        } catch (InvalidSetting e) {
            // A member that can't do what it was configured for must not stay half started.
            nodeEngine.getHazelcastInstance().getLifecycleService().terminate();
            throw e;
        }
        tellOfMissingEpoll();
        logger.info("Ready to accept connections on " + text(assembly.addresses()));
    }

    /** Elsewhere than on Linux nobody expects it. */
    private void tellOfMissingEpoll() {
        if (System.getProperty("os.name").equals("Linux") && !Epoll.isAvailable()) {
            logger.warning(
                    "The native epoll transport cannot be loaded, the JDK's own and slower one is"
                            + " used: "
                            + Epoll.unavailabilityCause().getMessage()
                            + ". It needs x86_64 or aarch64 with glibc, and a temporary folder"
                            + " that allows execution; -Dio.netty.native.workdir=FOLDER names"
                            + " another");
        }
    }

    /** Hazelcast tells of those, too, that were there before this member joined. */
    @Override
    public void memberAdded(MembershipServiceEvent event) {
        Member member = event.getMember();
        if (assembly != null && !member.isLiteMember() && !Presence.isOn(member)) {
            logger.warning(
                    "Member "
                            + member.getAddress()
                            + " has no Gridscript: none of our data can live there. Put"
                            + " Gridscript's jar on its class path and start it again");
        }
    }

    @Override
    public void memberRemoved(MembershipServiceEvent event) {
        if (assembly != null) {
            assembly.batches().left(event.getMember().getUuid());
        }
    }

    private static String text(List<InetSocketAddress> addresses) {
        return addresses.stream()
                .map(each -> NetUtil.toSocketAddressString(each))
                .collect(Collectors.joining(", "));
    }

    private void closePort() {
        if (assembly != null) {
            assembly.closePort();
        }
    }

    @Override
    public Batches batches() {
        return assembly.batches();
    }

    @Override
    public KeyspaceReplica replica() {
        return assembly.replica();
    }

    @Override
    public Collection<ServiceNamespace> getAllServiceNamespaces(PartitionReplicationEvent event) {
        boolean kept =
                assembly != null
                        && replica().isKept(event.getPartitionId(), event.getReplicaIndex());
        return kept ? Set.of(NAMESPACE) : Set.of();
    }

    @Override
    public boolean isKnownServiceNamespace(ServiceNamespace namespace) {
        return namespace.equals(NAMESPACE);
    }

    @Override
    public ChunkSupplier newChunkSupplier(
            PartitionReplicationEvent event, Collection<ServiceNamespace> namespaces) {
        return replica().newChunkSupplier();
    }

    /** Chunks do it: this is asked for only where Hazelcast's chunked migration is turned off. */
    @Override
    public Operation prepareReplicationOperation(
            PartitionReplicationEvent event, Collection<ServiceNamespace> namespaces) {
        return replica().wholeSnapshot();
    }

    @Override
    public Operation prepareReplicationOperation(PartitionReplicationEvent event) {
        return null;
    }

    @Override
    public void beforeMigration(PartitionMigrationEvent event) {
        if (isOurs(event)) {
            replica().beforeMigration(event);
        }
    }

    @Override
    public void commitMigration(PartitionMigrationEvent event) {
        if (isOurs(event)) {
            replica().commitMigration(event);
        }
    }

    @Override
    public void rollbackMigration(PartitionMigrationEvent event) {
        if (isOurs(event)) {
            replica().rollbackMigration(event);
        }
    }

    private boolean isOurs(PartitionMigrationEvent event) {
        return assembly != null && replica().isIn(event.getPartitionId());
    }

    @Override
    public void onPartitionLost(IPartitionLostEvent event) {
        if (assembly != null && replica().isIn(event.getPartitionId())) {
            replica().lost(event.getLostReplicaIndex());
        }
    }

    private void stop() {
        if (assembly != null) {
            assembly.close();
        }
    }

    @Override
    public void reset() {
        // Called when a member leaves a split brain to join the larger side; its data stays there.
    }

    @Override
    public void shutdown(boolean terminate) {
        stop();
    }
}
