package io.gridscript.grid.authority;

import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.ReplicatedMapConfig;
import com.hazelcast.internal.dynamicconfig.ConfigurationService;
import com.hazelcast.replicatedmap.impl.PartitionContainer;
import com.hazelcast.replicatedmap.impl.ReplicatedMapService;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.merge.DiscardMergePolicy;
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
                nodeEngine.getHazelcastInstance().getReplicatedMap(PREFIX + generation));
    }

    /**
     * Takes away record stores on this member that late puts through an old proxy have made again
     * after the map was destroyed: Hazelcast keeps those without showing them.
     *
     * @param current the generation in use, which stays
     */
    void sweep(String current) {
        for (int i = 0; i < partitions(); i++) {
            PartitionContainer container = service().getPartitionContainer(i);
            for (String name : container.getStores().keySet()) {
                if (name.startsWith(PREFIX) && !name.equals(PREFIX + current)) {
                    container.destroy(name);
                }
            }
        }
    }

    /** Names of all record stores of ours on this member. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < partitions(); i++) {
            names.addAll(service().getPartitionContainer(i).getStores().keySet());
        }
        names.removeIf(name -> !name.startsWith(PREFIX));
        return names;
    }

    private int partitions() {
        return nodeEngine.getPartitionService().getPartitionCount();
    }

    private ReplicatedMapService service() {
        return nodeEngine.getService(ReplicatedMapService.SERVICE_NAME);
    }
}
