package io.gridscript.keyspace;

/** That an entry was delivered to a consumer, which hasn't acknowledged it. */
public final class PendingEntry {

    /** Heap bytes of one, its ID and its two places. */
    static final int SIZE_IN_BYTES = 144;

    private final StreamId id;
    StreamConsumer consumer;
    long delivered;
    long deliveries;

    PendingEntry(StreamId id, StreamConsumer consumer, long delivered, long deliveries) {
        this.id = id;
        this.consumer = consumer;
        this.delivered = delivered;
        this.deliveries = deliveries;
    }

    /** The ID of an entry, which may have been deleted since. */
    public StreamId id() {
        return id;
    }

    public StreamConsumer consumer() {
        return consumer;
    }

    /** When it was delivered last, in Unix milliseconds. */
    public long delivered() {
        return delivered;
    }

    /** How often it was delivered. */
    public long deliveries() {
        return deliveries;
    }
}
