package io.gridscript.member;

import static com.hazelcast.cluster.memberselector.MemberSelectors.DATA_MEMBER_SELECTOR;

import com.hazelcast.cluster.Member;
import com.hazelcast.logging.ILogger;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.executionservice.ExecutionService;
import io.gridscript.grid.membership.Presence;
import io.netty.util.NetUtil;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Opens the port of this member once every data member of the cluster can hold our data, and this
 * one has the scripts and settings that the others have.
 */
final class Opening {

    /** The start of a member waits for so long, so that the port is mostly open after it. */
    private static final long START_WAITS_SECONDS = 15;

    private static final long AGAIN_SECONDS = 1;

    private final NodeEngine nodeEngine;
    private final ILogger logger;
    private final Assembly assembly;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private String told = "";
    private boolean isBegun;
    private boolean isWaiting;
    private boolean isEnded;
    private boolean isStartOver;

    Opening(NodeEngine nodeEngine, ILogger logger, Assembly assembly) {
        this.nodeEngine = nodeEngine;
        this.logger = logger;
        this.assembly = assembly;
    }

    /**
     * Begins to look whether the port can be opened, and waits for it if nothing is in the way.
     *
     * @throws InvalidSetting when the port can't be opened as it is configured
     */
    void begin() {
        synchronized (this) {
            isBegun = true;
        }
        try {
            if (!look()) {
                return;
            }
            opened.get(START_WAITS_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            endMember();
            if (e.getCause() instanceof InvalidSetting invalid) {
                throw invalid;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            tell("The port stays closed until the script authority answers this member");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                isStartOver = true;
            }
        }
    }

    /** A member that can't do what it was configured for must not stay half started. */
    private void endMember() {
        nodeEngine.getHazelcastInstance().getLifecycleService().terminate();
    }

    /** Looks again, because members came or went. */
    void membersChanged() {
        execute(this::look);
    }

    /** The port is not to open any more. */
    synchronized void end() {
        isEnded = true;
    }

    /** Whether nothing is known to be in the way. */
    private boolean look() {
        synchronized (this) {
            if (!isBegun || isEnded) {
                return false;
            }
        }
        String obstacle = obstacle();
        if (obstacle != null) {
            tell(obstacle);
            return false;
        }
        synchronized (this) {
            if (isWaiting || isEnded) {
                return true;
            }
            isWaiting = true;
        }
        assembly.authority()
                .lease()
                .renew()
                .thenCombine(assembly.channels().arrival(), (any, none) -> any)
                .whenComplete((any, failure) -> execute(() -> subscribed(failure == null)));
        return true;
    }

    /** Why the port can't be opened now, and what to do about it; or null. */
    private String obstacle() {
        Member local = nodeEngine.getLocalMember();
        boolean isAny = false;
        for (Member member : nodeEngine.getClusterService().getMembers(DATA_MEMBER_SELECTOR)) {
            String obstacle = Presence.obstacle(local, member);
            if (obstacle != null) {
                return "The port stays closed: member "
                        + member.getAddress()
                        + " "
                        + obstacle
                        + ". Then the port opens by itself";
            }
            isAny = true;
        }
        return isAny
                ? null
                : "The port stays closed: all members are lite members. It opens by itself when a"
                        + " data member with Gridscript joins";
    }

    private synchronized void tell(String line) {
        if (!line.equals(told) && !isEnded && !opened.isDone()) {
            told = line;
            logger.warning(line);
        }
    }

    private synchronized void subscribed(boolean hasState) {
        if (isEnded || opened.isDone()) {
            return;
        }
        isWaiting = false;
        if (!hasState || obstacle() != null) {
            nodeEngine
                    .getExecutionService()
                    .schedule(this::membersChanged, AGAIN_SECONDS, TimeUnit.SECONDS);
            return;
        }
        try {
            assembly.open();
            logger.info("Ready to accept connections on " + addresses());
            opened.complete(null);
        } catch (InvalidSetting e) {
            isEnded = true;
            opened.completeExceptionally(e);
            if (isStartOver) {
                logger.severe(e.getMessage() + ". The member ends");
                execute(this::endMember);
            }
        }
    }

    private String addresses() {
        return assembly.addresses().stream()
                .map(each -> NetUtil.toSocketAddressString(each))
                .collect(Collectors.joining(", "));
    }

    private void execute(Runnable task) {
        try {
            nodeEngine.getExecutionService().execute(ExecutionService.ASYNC_EXECUTOR, task);
        } catch (RejectedExecutionException e) {
            logger.fine("The member is shutting down", e);
        }
    }
}
