package io.gridscript.resp;

import io.gridscript.acl.SecurityLog;
import io.gridscript.command.Connection;
import io.gridscript.command.Connections;
import io.gridscript.command.OutputLimit;
import io.gridscript.command.OutputLimits;
import io.netty.channel.epoll.Epoll;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The sessions of this member. Safe for all threads. */
public final class Sessions implements Connections {

    private final ConcurrentSkipListMap<Long, Session> open = new ConcurrentSkipListMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong lastId = new AtomicLong();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder bytesWritten = new LongAdder();
    private final SecurityLog securityLog = new SecurityLog();
    private final LongAdder reads = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder queryBufferDisconnections = new LongAdder();
    private final LongAdder outputBufferDisconnections = new LongAdder();
    private final ConnectionLimits limits;
    private volatile RequestLimits requestLimits = RequestLimits.DEFAULT;
    private volatile OutputLimits outputLimits = OutputLimits.DEFAULT;
    private volatile RequestLimits unauthenticatedLimits =
            RequestLimits.DEFAULT.authenticated(false);

    public Sessions(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** Sets what requests may ask for, for all sessions from their next request on. */
    public void requestLimits(RequestLimits newLimits) {
        requestLimits = newLimits.authenticated(true);
        unauthenticatedLimits = newLimits.authenticated(false);
    }

    RequestLimits requestLimits(ClientConnection client) {
        return client.mustAuthenticate() ? unauthenticatedLimits : requestLimits;
    }

    /** Sets how much may wait for clients, for all sessions at once. */
    public void outputLimits(OutputLimits newLimits) {
        outputLimits = newLimits;
    }

    /** How much may wait for that client now. */
    OutputLimit outputLimit(ClientConnection client) {
        if (client.isReplica()) {
            return outputLimits.replica().beside(client.replica().snapshotBytes());
        }
        return client.subscriptions().isAny() ? outputLimits.pubsub() : outputLimits.normal();
    }

    long nextId() {
        return lastId.incrementAndGet();
    }

    /** Takes a session up; false when there are too many. */
    boolean add(Session session) {
        if (count.incrementAndGet() > limits.maxClients()) {
            count.decrementAndGet();
            rejected.increment();
            return false;
        }
        accepted.increment();
        open.put(session.client().id(), session);
        return true;
    }

    void remove(Session session) {
        if (open.remove(session.client().id()) != null) {
            count.decrementAndGet();
        }
    }

    void read(int bytes) {
        bytesRead.add(bytes);
        reads.increment();
    }

    void written(long bytes) {
        bytesWritten.add(bytes);
        writes.increment();
    }

    /** Closes those for whom too much has waited for too long. */
    void closeSlow() {
        for (Session session : open.values()) {
            if (session.outputBufferBytes() > 0) {
                session.checkOutputSoon();
            }
        }
    }

    /**
     * Closes those that have been idle for longer than the directive timeout, but not those that
     * listen to channels.
     */
    void closeIdle() {
        int seconds = limits.timeoutSeconds();
        if (seconds == 0) {
            return;
        }
        long since = System.currentTimeMillis() - seconds * 1000L;
        for (Session session : open.values()) {
            boolean listens =
                    session.client().subscriptions().isAny() || session.client().isReplica();
            if (session.client().traffic().lastRequestAt() < since
                    && !session.isWaiting()
                    && !listens) {
                session.close();
            }
        }
    }

    /**
     * Lets no session begin anything more, and waits until none waits for a reply.
     *
     * @param deadline on System.nanoTime()'s clock
     */
    void finish(long deadline) {
        open.values().forEach(Session::finish);
        while (!open.isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        closeAll();
    }

    /** Ends those of some connections, each after the reply in progress if others hear of it. */
    void end(Predicate<ClientConnection> concerned) {
        for (Session session : open.values()) {
            if (concerned.test(session.client())) {
                session.end();
            }
        }
    }

    /** Closes all that there are now. */
    public void closeAll() {
        open.values().forEach(Session::close);
    }

    @Override
    public Collection<? extends Connection> all() {
        List<Connection> connections = new ArrayList<>();
        open.values().forEach(session -> connections.add(session.client()));
        return connections;
    }

    @Override
    public int count() {
        return count.get();
    }

    @Override
    public long accepted() {
        return accepted.sum();
    }

    @Override
    public long rejected() {
        return rejected.sum();
    }

    @Override
    public long bytesRead() {
        return bytesRead.sum();
    }

    @Override
    public long bytesWritten() {
        return bytesWritten.sum();
    }

    /** A session is closed because its requests exceed client-query-buffer-limit. */
    void exceeded() {
        queryBufferDisconnections.increment();
    }

    /** A session is closed because what waits for it exceeds client-output-buffer-limit. */
    void outputExceeded() {
        outputBufferDisconnections.increment();
    }

    @Override
    public long reads() {
        return reads.sum();
    }

    @Override
    public long writes() {
        return writes.sum();
    }

    @Override
    public long queryBufferDisconnections() {
        return queryBufferDisconnections.sum();
    }

    @Override
    public long outputBufferDisconnections() {
        return outputBufferDisconnections.sum();
    }

    @Override
    public String multiplexing() {
        return Epoll.isAvailable() ? "epoll" : "nio";
    }

    @Override
    public SecurityLog securityLog() {
        return securityLog;
    }

    @Override
    public void resetStatistics() {
        accepted.reset();
        rejected.reset();
        bytesRead.reset();
        bytesWritten.reset();
        securityLog.resetCounts();
        reads.reset();
        writes.reset();
        queryBufferDisconnections.reset();
        outputBufferDisconnections.reset();
    }
}
