package io.gridscript.keyspace;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A consumer of a group with what was delivered to it and not yet acknowledged. */
public final class StreamConsumer {

    /** When it wasn't active yet. */
    public static final long NEVER = -1;

    private static final int OWN_BYTES = 144;

    final TreeMap<StreamId, PendingEntry> pending = new TreeMap<>();
    private final byte[] name;
    long seen;
    long active;

    StreamConsumer(byte[] name, long seen, long active) {
        this.name = name;
        this.seen = seen;
        this.active = active;
    }

    /** Its name; not to be changed. */
    public byte[] name() {
        return name;
    }

    /** When it last tried to read, in Unix milliseconds. */
    public long seen() {
        return seen;
    }

    /** When it last got an entry, in Unix milliseconds, or {@link #NEVER}. */
    public long active() {
        return active;
    }

    /** How many entries it has pending. */
    public int pendingCount() {
        return pending.size();
    }

    /** What it has pending from an ID on, in the order of IDs. */
    public Collection<PendingEntry> pendingFrom(StreamId id) {
        return Collections.unmodifiableCollection(from(pending, id).values());
    }

    static NavigableMap<StreamId, PendingEntry> from(
            TreeMap<StreamId, PendingEntry> pending, StreamId id) {
        return id.isZero() ? pending : pending.tailMap(id, true);
    }

    /** What it takes alone. */
    long sizeInBytes() {
        return OWN_BYTES + Value.arrayBytes(name);
    }
}
