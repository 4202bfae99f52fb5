package io.gridscript.keyspace;

/**
 * What a stream knows beside its entries and groups.
 *
 * @param length how many entries there are
 * @param added how many entries were ever added, as far as is known
 * @param first the ID of the first entry, or zero
 * @param last the greatest ID that an entry ever had, or what XSETID said
 * @param mostDeleted the greatest ID of those that were deleted one by one, or zero
 */
record StreamCounters(int length, long added, StreamId first, StreamId last, StreamId mostDeleted) {

    static final StreamCounters NONE =
            new StreamCounters(0, 0, StreamId.ZERO, StreamId.ZERO, StreamId.ZERO);

    /** An entry was added after all others. */
    StreamCounters appended(StreamId id) {
        return new StreamCounters(length + 1, added + 1, length == 0 ? id : first, id, mostDeleted);
    }

    /** One entry was deleted; with it another one may have become the first. */
    StreamCounters deleted(StreamId id, StreamId newFirst) {
        StreamId most = id.isAfter(mostDeleted) ? id : mostDeleted;
        return new StreamCounters(length - 1, added, newFirst, last, most);
    }

    /** So many entries went from the head. */
    StreamCounters trimmed(int entries, StreamId newFirst) {
        return new StreamCounters(length - entries, added, newFirst, last, mostDeleted);
    }

    /** XSETID has set what it sets. */
    StreamCounters renumbered(long newAdded, StreamId newLast, StreamId newMostDeleted) {
        return new StreamCounters(length, newAdded, first, newLast, newMostDeleted);
    }

    /**
     * How many entries were added up to an ID, where its place among the others tells; otherwise
     * {@link StreamGroup#UNKNOWN}.
     */
    long addedUpTo(StreamId id) {
        if (added == 0) {
            return 0;
        }
        if (length == 0 && !id.isAfter(last)) {
            return added;
        }
        if (!id.isZero() && id.isBefore(mostDeleted)) {
            return StreamGroup.UNKNOWN;
        }
        if (id.equals(last)) {
            return added;
        }
        boolean isWhole = mostDeleted.isZero() || mostDeleted.isBefore(first);
        if (id.isAfter(first) || !isWhole) {
            return StreamGroup.UNKNOWN;
        }
        long before = added - length;
        return id.isBefore(first) ? before : before + 1;
    }

    void writeTo(WireOutput out) {
        out.number(length);
        out.signed(added);
        first.writeTo(out);
        last.writeTo(out);
        mostDeleted.writeTo(out);
    }

    static StreamCounters read(WireInput in) throws CorruptInput {
        return new StreamCounters(
                in.number(Integer.MAX_VALUE),
                in.signed(),
                StreamId.read(in),
                StreamId.read(in),
                StreamId.read(in));
    }
}
