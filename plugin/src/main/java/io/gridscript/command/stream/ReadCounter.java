package io.gridscript.command.stream;

import io.gridscript.keyspace.StreamGroup;
import io.gridscript.keyspace.StreamId;
import io.gridscript.keyspace.StreamValue;

/**
 * How many of the entries ever added a group has read, and how many it hasn't: known only as long
 * as none was deleted where it matters.
 */
final class ReadCounter {

    private final StreamValue stream;
    private StreamId delivered;
    private long read;

    /** The counter of a group as it is. */
    ReadCounter(StreamValue stream, StreamGroup group) {
        this.stream = stream;
        delivered = group.delivered();
        read = group.read();
    }

    long read() {
        return read;
    }

    /** The next entry is delivered. */
    void moveTo(StreamId id) {
        if (read != StreamGroup.UNKNOWN && !wasDeletedFrom(delivered)) {
            read++;
        } else if (stream.added() != 0) {
            read = estimate(id);
        }
        delivered = id;
    }

    /** How many entries are to come, or {@link StreamGroup#UNKNOWN}. */
    long lag() {
        if (stream.added() == 0 || stream.length() == 0) {
            return 0;
        }
        if (delivered.isBefore(stream.first()) && stream.mostDeleted().isBefore(stream.first())) {
            return stream.length();
        }
        if (read != StreamGroup.UNKNOWN && !wasDeletedFrom(delivered)) {
            return stream.added() - read;
        }
        long estimate = estimate(delivered);
        return estimate == StreamGroup.UNKNOWN ? StreamGroup.UNKNOWN : stream.added() - estimate;
    }

    /** Whether an entry may have been deleted that comes after an ID or had it. */
    private boolean wasDeletedFrom(StreamId id) {
        return stream.length() > 0
                && !stream.mostDeleted().isZero()
                && !id.isAfter(stream.mostDeleted());
    }

    /** How many entries were added up to an ID, where its place among the others tells. */
    private long estimate(StreamId id) {
        if (stream.added() == 0) {
            return 0;
        }
        if (stream.length() == 0 && !id.isAfter(stream.last())) {
            return stream.added();
        }
        if (!id.isZero() && id.isBefore(stream.mostDeleted())) {
            return StreamGroup.UNKNOWN;
        }
        if (id.equals(stream.last())) {
            return stream.added();
        }
        boolean isWhole =
                stream.mostDeleted().isZero() || stream.mostDeleted().isBefore(stream.first());
        if (id.isAfter(stream.first()) || !isWhole) {
            return StreamGroup.UNKNOWN;
        }
        long before = stream.added() - stream.length();
        return id.isBefore(stream.first()) ? before : before + 1;
    }
}
