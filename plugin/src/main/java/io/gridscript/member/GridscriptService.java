package io.gridscript.member;

import static com.hazelcast.cluster.memberselector.MemberSelectors.DATA_MEMBER_SELECTOR;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.internal.services.ManagedService;
import com.hazelcast.internal.services.MembershipAwareService;
import com.hazelcast.internal.services.MembershipServiceEvent;
import com.hazelcast.logging.ILogger;
import com.hazelcast.spi.impl.NodeEngine;
import io.gridscript.grid.GridService;
import io.netty.channel.epoll.Epoll;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The Hazelcast service of this plugin. It is there wherever the jar is; the port opens only on
 * members that configure it, after they have started, and closes before they shut down. On other
 * members it does nothing: no threads, no maps, no classes of Netty or LuaJ.
 */
public final class GridscriptService
        implements GridService, ManagedService, MembershipAwareService {

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
            case SHUTTING_DOWN -> stop();
            default -> {}
        }
    }

    private void start() {
        if (!servesTheGrid()) {
            return;
        }
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

    /**
     * Data and scripts live on one member so far. A second port would show other data behind it, so
     * only the oldest data member that has Gridscript opens its own.
     */
    private boolean servesTheGrid() {
        Member oldest = null;
        for (Member member : nodeEngine.getClusterService().getMembers(DATA_MEMBER_SELECTOR)) {
            if (oldest == null && Presence.isOn(member)) {
                oldest = member;
            }
        }
        if (oldest != null && oldest.localMember()) {
            return true;
        }
        logger.warning(
                "The port stays closed: data and scripts are served by one data member of a cluster"
                        + " so far, the oldest with Gridscript, "
                        + (oldest == null ? "and there is none" : oldest.getAddress())
                        + ". Let clients connect to that one, if gridscript.enabled is set there");
        return false;
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
        // What lives on this member alone stays as it is.
    }

    private static String text(List<InetSocketAddress> addresses) {
        return addresses.stream()
                .map(each -> NetUtil.toSocketAddressString(each))
                .collect(Collectors.joining(", "));
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
