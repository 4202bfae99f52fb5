package io.gridscript.member;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.partition.Partition;
import com.hazelcast.spi.impl.NodeEngine;
import io.gridscript.command.Command;
import io.gridscript.command.InlineBudget;
import io.gridscript.command.server.Directives;
import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.script.ScriptIndex;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Hazelcast member in this JVM that looks for no others, with Gridscript's port open on any free
 * port of the loopback interface. As a static {@code @RegisterExtension} it lives as long as the
 * test class.
 */
public final class RunningMember implements BeforeAllCallback, AfterAllCallback, AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final Config config;
    private HazelcastInstance instance;
    private Assembly assembly;

    /** A member with this configuration and nothing else, not yet started. */
    RunningMember(Config config) {
        this.config = config;
    }

    /** A member with default directives, not yet started. */
    public RunningMember() {
        this(new Config());
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "jdk");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.partition.count", "17");
        config.getNetworkConfig().setPort(0).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(LOOPBACK);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        with("enabled", "true").with("port", "0").with("bind", LOOPBACK);
    }

    /** Gives a directive its value at start. */
    public RunningMember with(String directive, String value) {
        config.setProperty(DirectiveProperties.PREFIX + directive, value);
        return this;
    }

    /** Gives a property of Hazelcast's its value. */
    public RunningMember hazelcast(String property, String value) {
        config.setProperty(property, value);
        return this;
    }

    /** Adds a split brain protection to Hazelcast's configuration. */
    RunningMember with(SplitBrainProtectionConfig protection) {
        config.addSplitBrainProtectionConfig(protection);
        return this;
    }

    /** Lets others join the member's cluster. */
    public RunningMember joinable() {
        config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true);
        return this;
    }

    /** Lets the member join the cluster of another, which is joinable. */
    public RunningMember joining(RunningMember other) {
        Address address = other.instance.getCluster().getLocalMember().getAddress();
        config.getNetworkConfig()
                .getJoin()
                .getTcpIpConfig()
                .setEnabled(true)
                .addMember(address.getHost() + ":" + address.getPort());
        return this;
    }

    /** Lets it look every second for another cluster to join, once it is told of one. */
    public RunningMember merging() {
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "1");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "1");
        return this;
    }

    /** Tells the running member where another is. */
    public void finds(RunningMember other) {
        joining(other);
    }

    /** Makes it a member that owns no data. */
    public RunningMember lite() {
        config.setLiteMember(true);
        return this;
    }

    public boolean isLite() {
        return config.isLiteMember();
    }

    /** Starts the member; its port is open when this returns. */
    public RunningMember start() {
        instance = Hazelcast.newHazelcastInstance(config);
        GridscriptService service = nodeEngine().getService(GridscriptService.NAME);
        assembly = service.assembly();
        return this;
    }

    /** Gridscript's port. */
    public int port() {
        return assembly.addresses().get(0).getPort();
    }

    public HazelcastInstance instance() {
        return instance;
    }

    public NodeEngine nodeEngine() {
        return ((HazelcastInstanceProxy) instance).getOriginal().node.getNodeEngine();
    }

    /** Null where Gridscript isn't enabled. */
    public Assembly assembly() {
        return assembly;
    }

    /** Waits until partitions are spread evenly over so many data members, and stay there. */
    public void awaitBalance(int dataMembers) {
        Awaitility.await()
                .until(
                        () -> {
                            Map<Member, Integer> owned = new HashMap<>();
                            for (Partition each : instance.getPartitionService().getPartitions()) {
                                if (each.getOwner() != null) {
                                    owned.merge(each.getOwner(), 1, Integer::sum);
                                }
                            }
                            return owned.size() == dataMembers
                                    && Collections.max(owned.values())
                                                    - Collections.min(owned.values())
                                            <= 1
                                    && instance.getPartitionService().isClusterSafe();
                        });
    }

    /** Who takes part, as the member sees it. */
    public Participants participants() {
        return new Participants(nodeEngine());
    }

    /** The member's messages to others. */
    public GridMessages messages() {
        GridscriptService service = nodeEngine().getService(GridscriptService.NAME);
        return service.messages();
    }

    /** Changes a directive as CONFIG SET does. */
    public void set(String directive, String value) {
        assembly.directives()
                .set(List.of(new Directives.Assignment(directive, value)))
                .toCompletableFuture()
                .join();
    }

    /** Says how long scripts may run on connections' own threads. */
    public void inlineBudget(InlineBudget budget) {
        assembly.inlineBudget(budget);
    }

    /** Every command that the member knows. */
    public Collection<Command> commands() {
        return assembly.commands().all();
    }

    /** The scripts that the member may run. */
    public ScriptIndex scripts() {
        return assembly.index();
    }

    /** Waits until so many scripts are in progress on the member. */
    public void awaitRunningScripts(int count) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> assembly.running().all().size() == count);
    }

    /** A new connection. */
    public RespClient connect() throws IOException {
        return new RespClient(port());
    }

    /** A new connection that speaks RESP 3. */
    public RespClient connectInResp3() throws IOException {
        RespClient client = connect();
        client.call("HELLO", "3");
        return client;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /** Shuts the member down; in-flight replies are delivered before. */
    @Override
    public void close() {
        if (instance != null) {
            instance.shutdown();
        }
    }
}
