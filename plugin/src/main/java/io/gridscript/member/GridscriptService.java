package io.gridscript.member;

import static com.hazelcast.cluster.memberselector.MemberSelectors.DATA_MEMBER_SELECTOR;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.internal.services.ManagedService;
import com.hazelcast.logging.ILogger;
import com.hazelcast.spi.impl.NodeEngine;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The Hazelcast service of this plugin. It is there wherever the jar is; the port opens only on
 * members that configure it, after they have started, and closes before they shut down.
 */
public final class GridscriptService implements ManagedService {

    /** The name under which Hazelcast knows the service. */
    public static final String SERVICE_NAME = "gridscript:service";

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
        assembly = new Assembly(engine, directives);
        engine.getHazelcastInstance()
                .getLifecycleService()
                .addLifecycleListener(this::stateChanged);
    }

    /** The rooms of this member. */
    public Assembly assembly() {
        return assembly;
    }

    private void stateChanged(LifecycleEvent event) {
        switch (event.getState()) {
            case STARTED -> start();
            case SHUTTING_DOWN -> stop();
            default -> {}
        }
    }

    private void start() {
        if (!assembly.isEnabled() || !servesTheGrid()) {
            return;
        }
        try {
            assembly.open();
        } catch (InvalidSetting e) {
            // A member that can't do what it was configured for must not stay half started.
            nodeEngine.getHazelcastInstance().getLifecycleService().terminate();
            throw e;
        }
        logger.info("Ready to accept connections on " + text(assembly.addresses()));
    }

    /**
     * Data and scripts live on one member so far. A second port would show other data behind it, so
     * only the oldest data member opens its own.
     */
    private boolean servesTheGrid() {
        Iterator<Member> dataMembers =
                nodeEngine.getClusterService().getMembers(DATA_MEMBER_SELECTOR).iterator();
        Member oldest = dataMembers.hasNext() ? dataMembers.next() : null;
        if (oldest != null && oldest.localMember()) {
            return true;
        }
        logger.warning(
                "The port stays closed: data and scripts are served by one data member of a cluster"
                        + " so far, the oldest, "
                        + (oldest == null ? "and there is none" : oldest.getAddress())
                        + ". Let clients connect to that one");
        return false;
    }

    private static String text(List<InetSocketAddress> addresses) {
        return addresses.stream()
                .map(each -> NetUtil.toSocketAddressString(each))
                .collect(Collectors.joining(", "));
    }

    private void stop() {
        assembly.close();
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
