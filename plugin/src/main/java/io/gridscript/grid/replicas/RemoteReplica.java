package io.gridscript.grid.replicas;

import io.gridscript.keyspace.WireOutput;
import io.gridscript.reply.Ascii;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;

/**
 * The way to a replica that has asked another member: that member is sent numbered batches, one on
 * its way at a time, each until it is taken. Safe for all threads.
 */
final class RemoteReplica implements ReplicaLine {

    /** What is in a batch. */
    enum Item {
        BEGINNING,
        SNAPSHOT,
        COMMANDS,
        END
    }

    private static final System.Logger LOGGER = System.getLogger(RemoteReplica.class.getName());

    /** A batch gets about so large, beyond its last item. */
    private static final int BATCH_BYTES = 1 << 20;

    /** So much of the stream waits for a member that doesn't answer. */
    private static final long MOST_BYTES = 256L << 20;

    private final long connection;
    private final BiConsumer<RemoteReplica, byte[]> sender;
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private long queuedBytes;
    private long allowedBytes = MOST_BYTES;
    private long number;
    private boolean isOnItsWay;
    private boolean isEnding;
    private boolean isEnded;

    /**
     * The way to a connection of another member.
     *
     * @param connection its number there
     * @param sender sends a batch until it is taken or in vain, and says so
     */
    RemoteReplica(long connection, BiConsumer<RemoteReplica, byte[]> sender) {
        this.connection = connection;
        this.sender = sender;
    }

    @Override
    public void begin(Beginning beginning) {
        WireOutput out = new WireOutput();
        out.octet(Item.BEGINNING.ordinal());
        out.string(Ascii.bytes(beginning.stream()));
        out.number(beginning.offset());
        out.number(beginning.length());
        out.octet(beginning.isAnnounced() ? 1 : 0);
        synchronized (this) {
            allowedBytes = MOST_BYTES + beginning.length();
        }
        add(out.toBytes());
    }

    @Override
    public void snapshot(byte[] piece) {
        add(item(Item.SNAPSHOT, piece));
    }

    @Override
    public void commands(byte[] requests) {
        add(item(Item.COMMANDS, requests));
    }

    private static byte[] item(Item kind, byte[] content) {
        WireOutput out = new WireOutput();
        out.octet(kind.ordinal());
        out.string(content);
        return out.toBytes();
    }

    private void add(byte[] item) {
        synchronized (this) {
            if (isEnding) {
                return;
            }
            queue.add(item);
            queuedBytes += item.length;
        }
        flush();
        if (isTooSlow()) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "A replica on another member takes the stream too slowly and is closed");
            close();
        }
    }

    private synchronized boolean isTooSlow() {
        return queuedBytes > allowedBytes;
    }

    @Override
    public void close() {
        WireOutput end = new WireOutput();
        end.octet(Item.END.ordinal());
        synchronized (this) {
            if (isEnding) {
                return;
            }
            isEnding = true;
            queue.clear();
            queuedBytes = 0;
            queue.add(end.toBytes());
        }
        flush();
    }

    /** Sends what waits, unless a batch is on its way. */
    private void flush() {
        byte[] batch;
        synchronized (this) {
            if (isOnItsWay || isEnded || queue.isEmpty()) {
                return;
            }
            isOnItsWay = true;
            batch = nextBatch();
        }
        sender.accept(this, batch);
    }

    private byte[] nextBatch() {
        WireOutput items = new WireOutput();
        int count = 0;
        while (!queue.isEmpty() && items.length() < BATCH_BYTES) {
            byte[] item = queue.poll();
            queuedBytes -= item.length;
            items.string(item);
            count++;
        }
        WireOutput batch = new WireOutput();
        batch.number(connection);
        batch.number(++number);
        batch.number(count);
        batch.string(items.toBytes());
        return batch.toBytes();
    }

    /** The other member has taken the batch on its way. */
    void taken() {
        synchronized (this) {
            isOnItsWay = false;
        }
        flush();
    }

    /** The connection or its member is gone. */
    synchronized void gone() {
        isEnding = true;
        isEnded = true;
        queue.clear();
        queuedBytes = 0;
    }

    @Override
    public synchronized boolean isOpen() {
        return !isEnding;
    }
}
