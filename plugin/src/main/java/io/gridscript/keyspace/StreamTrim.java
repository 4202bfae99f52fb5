package io.gridscript.keyspace;

/**
 * What a stream is trimmed to, from its head on.
 *
 * @param mostEntries so many stay at most
 * @param least what comes before it goes
 * @param approximate only whole nodes go, so that more may stay
 * @param limit no more entries go; 0: any number
 */
public record StreamTrim(long mostEntries, StreamId least, boolean approximate, long limit) {

    public static StreamTrim toLength(long mostEntries, boolean approximate, long limit) {
        return new StreamTrim(mostEntries, null, approximate, limit);
    }

    public static StreamTrim toId(StreamId least, boolean approximate, long limit) {
        return new StreamTrim(Long.MAX_VALUE, least, approximate, limit);
    }

    /** Whether nothing has to go from a stream of that length. */
    boolean isShortEnough(int length) {
        return least == null && length <= mostEntries;
    }

    boolean allows(int entries) {
        return limit == 0 || entries <= limit;
    }

    /** Whether all of the first node may go. */
    boolean covers(StreamNode node, int length) {
        return least == null
                ? length - node.size() >= mostEntries
                : node.entry(node.slots() - 1).id().isBefore(least);
    }

    /** How many slots of the first node go, when not all do. */
    int slotsOf(StreamNode node, int length) {
        if (approximate) {
            return 0;
        }
        return least == null ? slotsBeyond(node, length) : node.slotOf(least);
    }

    private int slotsBeyond(StreamNode node, int length) {
        int slot = 0;
        for (int left = length; left > mostEntries; slot++) {
            left -= node.isDeleted(slot) ? 0 : 1;
        }
        return slot;
    }
}
