package io.gridscript.resp;

import io.gridscript.command.Connection;
import io.gridscript.command.Connections;
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

/** The sessions of this member. Safe for all threads. */
public final class Sessions implements Connections {

    private final ConcurrentSkipListMap<Long, Session> open = new ConcurrentSkipListMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong lastId = new AtomicLong();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder bytesWritten = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder queryBufferDisconnections = new LongAdder();
    private final ConnectionLimits limits;
    private volatile RequestLimits requestLimits = RequestLimits.DEFAULT;
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

    /** Closes those that have been idle for longer than the directive timeout. */
    void closeIdle() {
        int seconds = limits.timeoutSeconds();
        if (seconds == 0) {
            return;
        }
        long since = System.currentTimeMillis() - seconds * 1000L;
        for (Session session : open.values()) {
            if (session.client().lastRequestAt() < since && !session.isWaiting()) {
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
    public String multiplexing() {
        return Epoll.isAvailable() ? "epoll" : "nio";
    }

    @Override
    public void resetStatistics() {
        accepted.reset();
        rejected.reset();
        bytesRead.reset();
        bytesWritten.reset();
        reads.reset();
        writes.reset();
        queryBufferDisconnections.reset();
    }
}
