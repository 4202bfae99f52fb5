package io.gridscript.grid.authority;

import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.ReplicatedMapConfig;
import com.hazelcast.internal.dynamicconfig.ConfigurationService;
import com.hazelcast.replicatedmap.impl.PartitionContainer;
import com.hazelcast.replicatedmap.impl.ReplicatedMapService;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.merge.DiscardMergePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Opens the maps of generations, and finds what is left of old ones on this member. */
final class ScriptStores {

    private static final System.Logger LOGGER = System.getLogger(ScriptStores.class.getName());
    private static final String PREFIX = "gridscript.scripts.";

    private final NodeEngine nodeEngine;

    ScriptStores(NodeEngine nodeEngine) {
        this.nodeEngine = nodeEngine;
    }

    /**
     * How our maps are kept; to be told before any of them is opened. After a split brain nothing
     * of the smaller side's maps is merged, because a merge could bring flushed scripts back.
     */
    static ReplicatedMapConfig config() {
        return new ReplicatedMapConfig(PREFIX + "*")
                .setInMemoryFormat(InMemoryFormat.BINARY)
                .setStatisticsEnabled(false)
                .setMergePolicyConfig(
                        new MergePolicyConfig(DiscardMergePolicy.class.getName(), 100));
    }

    /**
     * Tells all members how our maps are kept, and those that join later: also members that are not
     * configured for us, and members without our jar, which can hold our values only as bytes.
     */
    void configureCluster() {
        ConfigurationService configurations =
                nodeEngine.getService(ConfigurationService.SERVICE_NAME);
        try {
            configurations.broadcastConfig(config());
        } catch (RuntimeException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "Not all members could be told how the script map is kept: {0}. Start those"
                            + " without the Gridscript jar again with it",
                    e.toString());
        }
    }

    ScriptStore open(String generation) {
        return new ScriptStore(
                generation,
                nodeEngine.getHazelcastInstance().getReplicatedMap(PREFIX + generation));
    }

    /** Names of the maps of all other generations that the cluster knows. */
    Set<String> others(String current) {
        Set<String> names = new TreeSet<>();
        for (String name :
                nodeEngine
                        .getProxyService()
                        .getDistributedObjectNames(ReplicatedMapService.SERVICE_NAME)) {
            if (name.startsWith(PREFIX) && !name.equals(PREFIX + current)) {
                names.add(name);
            }
        }
        return names;
    }

    /** Takes a map away from all members. */
    void destroy(String name) {
        nodeEngine
                .getProxyService()
                .destroyDistributedObject(
                        ReplicatedMapService.SERVICE_NAME,
                        name,
                        nodeEngine.getLocalMember().getUuid());
    }

    /**
     * Takes away record stores on this member that late puts through an old proxy have made again
     * after the map was destroyed: Hazelcast keeps those without showing them. A store of a later
     * epoch stays: the authority may be ahead of this member.
     *
     * @param current the generation in use, which stays
     * @return whether there were any
     */
    boolean sweep(long epoch, String current) {
        boolean found = false;
        for (PartitionContainer container : containers()) {
            for (String name : container.getStores().keySet()) {
                if (name.startsWith(PREFIX)
                        && !name.equals(PREFIX + current)
                        && epochOf(name) <= epoch) {
                    container.destroy(name);
                    found = true;
                }
            }
        }
        return found;
    }

    /** The epoch with which a generation began. */
    private static long epochOf(String name) {
        String generation = name.substring(PREFIX.length());
        return Long.parseLong(generation.substring(0, generation.indexOf('-')));
    }

    /** Names of all record stores of ours on this member. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (PartitionContainer container : containers()) {
            names.addAll(container.getStores().keySet());
        }
        names.removeIf(name -> !name.startsWith(PREFIX));
        return names;
    }

    /** None on lite members. */
    private List<PartitionContainer> containers() {
        ReplicatedMapService service = nodeEngine.getService(ReplicatedMapService.SERVICE_NAME);
        List<PartitionContainer> containers = new ArrayList<>();
        if (!nodeEngine.getLocalMember().isLiteMember()) {
            int partitions = nodeEngine.getPartitionService().getPartitionCount();
            for (int i = 0; i < partitions; i++) {
                containers.add(service.getPartitionContainer(i));
            }
        }
        return containers;
    }
}
