package io.gridscript.grid.pubsub;

import com.hazelcast.cluster.Member;
import io.gridscript.keyspace.WireOutput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * This member's stream to one other: items in batches with rising numbers, one on its way at a
 * time, sent until it is acknowledged. The other takes each number once, so that order and number
 * of items stay, whatever becomes of messages. Safe for all threads.
 */
final class Link {

    /** What the other answers to a batch. */
    static final int TAKEN = 1;

    /** It knows nothing of this stream, or lacks something in between: the stream begins anew. */
    static final int UNKNOWN = 0;

    private static final System.Logger LOGGER = System.getLogger(Link.class.getName());

    /** A batch gets about so large, beyond its last item. */
    private static final int BATCH_BYTES = 1 << 20;

    /** So much waits for a member that doesn't answer; then messages to it are given up. */
    private static final long MOST_BYTES = 256L << 20;

    /** Rises with every stream that this process begins, and from one process to the next. */
    private static final AtomicLong STREAMS = new AtomicLong(System.currentTimeMillis() << 20);

    /** Sends batches. */
    @FunctionalInterface
    interface Sender {

        /** Sends a batch once; the link is told what became of that. */
        void send(Link link, byte[] batch);
    }

    private record Waiter(long until, CompletableFuture<Void> done) {}

    private final Member member;
    private final Sender sender;
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private long stream;
    private long number;
    private long queuedBytes;
    private byte[] onItsWay;
    private int itemsOnTheirWay;

    /** Items ever added, and how many of them the other has. */
    private long added;

    private long taken;
    private List<Waiter> waiting = new ArrayList<>();
    private boolean isTold;
    private boolean isEnded;

    /**
     * @param first what the other must know before anything else; not empty
     */
    Link(Member member, Sender sender, List<byte[]> first) {
        this.member = member;
        this.sender = sender;
        beginWith(first);
    }

    Member member() {
        return member;
    }

    private void beginWith(List<byte[]> first) {
        stream = STREAMS.incrementAndGet();
        number = 0;
        first.forEach(this::enqueue);
    }

    private void enqueue(byte[] item) {
        queue.add(item);
        queuedBytes += item.length;
        added++;
    }

    /** Adds an item; {@link #flush} lets it go. */
    synchronized void add(byte[] item) {
        if (isEnded) {
            return;
        }
        if (queuedBytes > MOST_BYTES && StreamCodec.isMessage(item)) {
            tellOfLoss();
            return;
        }
        enqueue(item);
    }

    private void tellOfLoss() {
        if (!isTold) {
            isTold = true;
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "Member {0} takes messages of pub/sub too slowly: some don''t reach its"
                            + " clients",
                    member.getAddress());
        }
    }

    /** Sends what waits, unless a batch is on its way. */
    void flush() {
        byte[] batch;
        synchronized (this) {
            if (isEnded || onItsWay != null || queue.isEmpty()) {
                return;
            }
            batch = nextBatch();
        }
        sender.send(this, batch);
    }

    private byte[] nextBatch() {
        WireOutput out = new WireOutput();
        out.fixed(stream);
        out.number(++number);
        itemsOnTheirWay = 0;
        while (!queue.isEmpty() && out.length() < BATCH_BYTES) {
            byte[] item = queue.poll();
            queuedBytes -= item.length;
            itemsOnTheirWay++;
            out.string(item);
        }
        onItsWay = out.toBytes();
        return onItsWay;
    }

    /** Whether that batch must be sent again. */
    synchronized boolean isOnItsWay(byte[] batch) {
        return !isEnded && onItsWay == batch;
    }

    /** The other has taken a batch. */
    void taken(byte[] batch) {
        List<Waiter> done = new ArrayList<>();
        synchronized (this) {
            if (!isOnItsWay(batch)) {
                return;
            }
            onItsWay = null;
            isTold = false;
            taken += itemsOnTheirWay;
            waiting.removeIf(each -> each.until <= taken && done.add(each));
        }
        done.forEach(each -> each.done.complete(null));
        flush();
    }

    /**
     * The other doesn't know this stream, because it took this member for gone: it begins anew.
     * What was on its way may have been taken before, and isn't sent a second time.
     *
     * @param first as at the beginning
     */
    synchronized void beginAnew(byte[] batch, List<byte[]> first) {
        if (!isOnItsWay(batch)) {
            return;
        }
        List<byte[]> messages = queue.stream().filter(StreamCodec::isMessage).toList();
        queue.clear();
        queuedBytes = 0;
        onItsWay = null;
        added = taken;
        beginWith(first);
        messages.forEach(this::enqueue);
        List<Waiter> later = new ArrayList<>();
        waiting.forEach(each -> later.add(new Waiter(added, each.done)));
        waiting = later;
    }

    /** Completes when the other has all there is now, or is gone; null if that is so already. */
    synchronized CompletionStage<Void> delivered() {
        if (isEnded || taken == added) {
            return null;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        waiting.add(new Waiter(added, done));
        return done;
    }

    /** Whether the other has what it must know first. */
    synchronized boolean hasBegun() {
        return taken > 0 || isEnded;
    }

    /** The other is gone, or this member stops. */
    void end() {
        List<Waiter> left;
        synchronized (this) {
            isEnded = true;
            queue.clear();
            onItsWay = null;
            left = waiting;
            waiting = new ArrayList<>();
        }
        left.forEach(each -> each.done.complete(null));
    }
}
