package io.gridscript.keyspace;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** A group of consumers that share the entries of a stream. */
public final class StreamGroup {

    /** When it isn't known how many entries were read. */
    public static final long UNKNOWN = -1;

    private static final int OWN_BYTES = 256;

    final TreeMap<byte[], StreamConsumer> consumers = new TreeMap<>(Arrays::compareUnsigned);
    final TreeMap<StreamId, PendingEntry> pending = new TreeMap<>();
    private final StreamValue stream;
    private final byte[] name;
    StreamId delivered;
    long read;

    StreamGroup(StreamValue stream, byte[] name, StreamId delivered, long read) {
        this.stream = stream;
        this.name = name;
        this.delivered = delivered;
        this.read = read;
    }

    StreamValue stream() {
        return stream;
    }

    /** Its name; not to be changed. */
    public byte[] name() {
        return name;
    }

    /** The ID up to which entries were delivered. */
    public StreamId delivered() {
        return delivered;
    }

    /** How many of the entries ever added come up to {@link #delivered}, or {@link #UNKNOWN}. */
    public long read() {
        return read;
    }

    /** All consumers, in the order of their names. */
    public Collection<StreamConsumer> consumers() {
        return Collections.unmodifiableCollection(consumers.values());
    }

    /** The consumer of that name, or null. */
    public StreamConsumer consumer(byte[] consumerName) {
        return consumers.get(consumerName);
    }

    /** How many entries are pending. */
    public int pendingCount() {
        return pending.size();
    }

    /** What is pending of an entry, or null. */
    public PendingEntry pending(StreamId id) {
        return pending.get(id);
    }

    /** What is pending from an ID on, in the order of IDs. */
    public Collection<PendingEntry> pendingFrom(StreamId id) {
        return Collections.unmodifiableCollection(StreamConsumer.from(pending, id).values());
    }

    /** The first that is pending; there is one. */
    public StreamId firstPending() {
        return pending.firstKey();
    }

    /** The last that is pending; there is one. */
    public StreamId lastPending() {
        return pending.lastKey();
    }

    /** Says up to where entries were delivered. */
    public void moveTo(StreamId newDelivered, long newRead) {
        StreamValue.Former former = stream.formerOrNull();
        if (former != null) {
            add(new StreamGroupEffects.Moved(this, former, delivered, read, newDelivered, newRead));
        }
        delivered = newDelivered;
        read = newRead;
        stream.changedUnwatchedBy(0);
    }

    /**
     * Adds a consumer whose name isn't there yet.
     *
     * @param now Unix milliseconds
     */
    public StreamConsumer addConsumer(byte[] consumerName, long now) {
        StreamConsumer consumer = new StreamConsumer(consumerName, now, StreamConsumer.NEVER);
        StreamValue.Former former = stream.formerOrNull();
        if (former != null) {
            add(new StreamGroupEffects.ConsumerAdded(this, former, consumer, now));
        }
        consumers.put(consumerName, consumer);
        stream.changedUnwatchedBy(consumer.sizeInBytes());
        return consumer;
    }

    /** Removes a consumer that is there, with what it has pending. */
    public void removeConsumer(StreamConsumer consumer) {
        long size =
                consumer.sizeInBytes()
                        + (long) PendingEntry.SIZE_IN_BYTES * consumer.pendingCount();
        StreamValue.Former former = stream.formerOrNull();
        if (former != null) {
            add(new StreamGroupEffects.ConsumerRemoved(this, former, consumer, size));
        }
        consumers.remove(consumer.name());
        pending.keySet().removeAll(consumer.pending.keySet());
        stream.changedUnwatchedBy(-size);
    }

    /** Says when a consumer tried to read and when it got something, in Unix milliseconds. */
    public void saw(StreamConsumer consumer, long seen, long active) {
        if (consumer.seen == seen && consumer.active == active) {
            return;
        }
        StreamValue.Former former = stream.formerOrNull();
        if (former != null) {
            add(
                    new StreamGroupEffects.ConsumerSeen(
                            this, former, consumer, consumer.seen, consumer.active, seen, active));
        }
        consumer.seen = seen;
        consumer.active = active;
        stream.changedUnwatchedBy(0);
    }

    /**
     * Says that an entry was delivered to a consumer, whoever had it before.
     *
     * @param when Unix milliseconds
     * @param deliveries how often it was delivered by now
     */
    public void deliver(StreamId id, StreamConsumer consumer, long when, long deliveries) {
        PendingEntry present = pending.get(id);
        StreamValue.Former former = stream.formerOrNull();
        if (former != null) {
            add(
                    new StreamGroupEffects.PendingPut(
                            this,
                            former,
                            present,
                            present == null ? null : present.consumer,
                            present == null ? 0 : present.delivered,
                            present == null ? 0 : present.deliveries,
                            id,
                            consumer,
                            when,
                            deliveries));
        }
        if (present == null) {
            put(new PendingEntry(id, consumer, when, deliveries));
            stream.changedUnwatchedBy(PendingEntry.SIZE_IN_BYTES);
        } else {
            give(present, consumer, when, deliveries);
            stream.changedUnwatchedBy(0);
        }
    }

    /**
     * Says that the entries after the last ones delivered were delivered to a consumer.
     *
     * @param ids one at least
     * @param when Unix milliseconds
     * @param newRead as {@link #read}
     * @param pends whether they are pending then
     */
    public void deliverNew(
            List<StreamId> ids, StreamConsumer consumer, long when, long newRead, boolean pends) {
        StreamValue.Former former = stream.formerOrNull();
        int pendingBefore = pending.size();
        if (former != null) {
            add(Delivery.before(this, former, consumer, ids, when, newRead, pends));
        }
        delivered = ids.get(ids.size() - 1);
        read = newRead;
        consumer.seen = when;
        if (pends) {
            consumer.active = when;
            for (StreamId id : ids) {
                pend(id, consumer, when);
            }
        }
        stream.changedUnwatchedBy(
                (long) PendingEntry.SIZE_IN_BYTES * (pending.size() - pendingBefore));
    }

    private void pend(StreamId id, StreamConsumer consumer, long when) {
        PendingEntry present = pending.get(id);
        if (present == null) {
            put(new PendingEntry(id, consumer, when, 1));
        } else {
            give(present, consumer, when, 1);
        }
    }

    void put(PendingEntry entry) {
        pending.put(entry.id(), entry);
        entry.consumer.pending.put(entry.id(), entry);
    }

    void give(PendingEntry entry, StreamConsumer consumer, long when, long deliveries) {
        if (entry.consumer != consumer) {
            entry.consumer.pending.remove(entry.id());
            consumer.pending.put(entry.id(), entry);
            entry.consumer = consumer;
        }
        entry.delivered = when;
        entry.deliveries = deliveries;
    }

    /** An entry that is pending isn't any more. */
    public void remove(PendingEntry entry) {
        StreamValue.Former former = stream.formerOrNull();
        if (former != null) {
            add(new StreamGroupEffects.PendingRemoved(this, former, entry));
        }
        take(entry);
        stream.changedUnwatchedBy(-PendingEntry.SIZE_IN_BYTES);
    }

    void take(PendingEntry entry) {
        pending.remove(entry.id());
        entry.consumer.pending.remove(entry.id());
    }

    private void add(Effect effect) {
        stream.keepingEffects().add(effect);
    }

    StreamGroup copyTo(StreamValue target) {
        StreamGroup copy = new StreamGroup(target, name, delivered, read);
        for (StreamConsumer consumer : consumers.values()) {
            StreamConsumer copied =
                    new StreamConsumer(consumer.name(), consumer.seen, consumer.active);
            copy.consumers.put(copied.name(), copied);
            for (PendingEntry entry : consumer.pending.values()) {
                copy.put(new PendingEntry(entry.id(), copied, entry.delivered, entry.deliveries));
            }
        }
        return copy;
    }

    /** What it takes with all that belongs to it. */
    long sizeInBytes() {
        long size = OWN_BYTES + Value.arrayBytes(name);
        size += (long) PendingEntry.SIZE_IN_BYTES * pending.size();
        for (StreamConsumer consumer : consumers.values()) {
            size += consumer.sizeInBytes();
        }
        return size;
    }
}
