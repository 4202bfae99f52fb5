package io.gridscript.member;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.internal.services.ManagedService;
import com.hazelcast.internal.services.MembershipAwareService;
import com.hazelcast.internal.services.MembershipServiceEvent;
import com.hazelcast.logging.ILogger;
import com.hazelcast.spi.impl.NodeEngine;
import io.gridscript.api.ScriptException;
import io.gridscript.grid.ClientErrors;
import io.gridscript.grid.GridService;
import io.gridscript.grid.authority.Authority;
import io.gridscript.grid.membership.Presence;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.replication.KeyspaceReplica;
import io.gridscript.grid.replication.KeyspaceService;
import io.gridscript.grid.routing.Batches;
import io.gridscript.jcache.EntryProcessing;
import io.gridscript.jcache.JavaReply;
import io.gridscript.jcache.MemberScripts;
import io.netty.channel.epoll.Epoll;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;

/**
 * The Hazelcast service of this plugin. It is there wherever the jar is; the port opens only on
 * members that configure it, after they have started, and closes before they shut down. Other
 * members take part without a port as soon as one that has a port needs them; until then this
 * service does nothing there: no threads, no maps, no classes of Netty or LuaJ.
 */
public final class GridscriptService extends KeyspaceService
        implements GridService, ManagedService, MembershipAwareService {

    private final MemberDirectives directives;
    private NodeEngine nodeEngine;
    private ILogger logger;
    private GridMessages messages;
    private volatile Assembly assembly;
    private volatile Opening opening;
    private volatile boolean isStarted;
    private boolean isStopped;

    GridscriptService(MemberDirectives directives) {
        this.directives = directives;
    }

    @Override
    public void init(NodeEngine engine, Properties unused) {
        nodeEngine = engine;
        logger = engine.getLogger(GridscriptService.class);
        messages = new GridMessages(engine, this::assemble);
        if (directives.get(DirectiveTable.ENABLED)) {
            Authority.configure(engine);
            assemble();
            opening = new Opening(engine, logger, assembly);
        }
        MemberScripts.put(engine.getHazelcastInstance(), new ScriptsHere());
        engine.getHazelcastInstance()
                .getLifecycleService()
                .addLifecycleListener(this::stateChanged);
    }

    /** Puts this member's rooms together, when it first needs them. */
    private void assemble() {
        if (assembly == null) {
            assembleOnce();
        }
    }

    private synchronized void assembleOnce() {
        if (assembly == null && !isStopped) {
            Assembly assembled = new Assembly(nodeEngine, messages, directives);
            if (isStarted) {
                assembled.start();
            }
            assembly = assembled;
        }
    }

    /** What Java code of this JVM, and what Hazelcast runs here for others, gets to see. */
    private final class ScriptsHere implements MemberScripts {

        private volatile boolean isIntroduced;

        @Override
        public EntryProcessing entries() {
            introduceErrors();
            assemble();
            return assembly.entries();
        }

        /** Before the first of them can reach a client. */
        private void introduceErrors() {
            if (!isIntroduced) {
                ClientErrors.register(nodeEngine, ScriptException.class, ScriptException::new);
                isIntroduced = true;
            }
        }

        @Override
        public CompletableFuture<Void> call(byte[][] words, JavaReply reply) {
            introduceErrors();
            assemble();
            return assembly.call(words, reply);
        }
    }

    /** The rooms of this member, or null where nobody has needed them yet. */
    public Assembly assembly() {
        return assembly;
    }

    @Override
    public GridMessages messages() {
        return messages;
    }

    @Override
    public Batches batches() {
        assemble();
        return assembly.batches();
    }

    @Override
    public KeyspaceReplica replica() {
        assemble();
        return assembly.replica();
    }

    @Override
    protected KeyspaceReplica replicaIfAny() {
        Assembly present = assembly;
        return present == null ? null : present.replica();
    }

    private void stateChanged(LifecycleEvent event) {
        switch (event.getState()) {
            case STARTED -> start();
            case SHUTTING_DOWN -> closePort();
            default -> {}
        }
    }

    private void start() {
        synchronized (this) {
            isStarted = true;
            if (assembly != null) {
                assembly.start();
            }
        }
        if (opening != null) {
            tellOfMissingEpoll();
            opening.begin();
        }
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
        Assembly present = assembly;
        if (present != null && isStarted) {
            present.channels().membersChanged();
        }
        if (opening == null) {
            return;
        }
        String obstacle = Presence.obstacle(nodeEngine.getLocalMember(), member);
        if (!assembly.addresses().isEmpty() && !member.isLiteMember() && obstacle != null) {
            logger.warning("Member " + member.getAddress() + " " + obstacle);
        }
        opening.membersChanged();
    }

    @Override
    public void memberRemoved(MembershipServiceEvent event) {
        Assembly present = assembly;
        if (present != null && Presence.isOn(event.getMember())) {
            present.authority().memberLeft();
            present.batches().left(event.getMember().getUuid());
            present.channels().left(event.getMember().getUuid());
            present.replicaLines().left(event.getMember().getUuid());
        }
        if (opening != null) {
            opening.membersChanged();
        }
    }

    /** Data moves to other members next, which goes on needing everything but the port. */
    private void closePort() {
        if (opening != null) {
            opening.end();
        }
        Assembly present = assembly;
        if (present != null) {
            present.closePort();
        }
    }

    @Override
    public void reset() {
        // Called when a member leaves a split brain to join the larger side.
        Assembly present = assembly;
        if (present != null) {
            present.moveToAnotherCluster();
        }
    }

    @Override
    public void shutdown(boolean terminate) {
        closePort();
        Assembly present;
        synchronized (this) {
            isStopped = true;
            present = assembly;
        }
        if (present != null) {
            present.close();
        }
    }
}
