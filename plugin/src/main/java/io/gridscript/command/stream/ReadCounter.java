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
            read = stream.addedUpTo(id);
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
        long estimate = stream.addedUpTo(delivered);
        return estimate == StreamGroup.UNKNOWN ? StreamGroup.UNKNOWN : stream.added() - estimate;
    }

    /** Whether an entry may have been deleted that comes after an ID or had it. */
    private boolean wasDeletedFrom(StreamId id) {
        return stream.length() > 0
                && !stream.mostDeleted().isZero()
                && !id.isAfter(stream.mostDeleted());
    }
}
