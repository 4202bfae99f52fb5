package io.gridscript.command.sortedset;

import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.RedisNumbers;

/**
 * Members by rank.
 *
 * @param first the first rank; negative: counted from the end
 * @param last the last rank, itself included; negative: counted from the end
 * @param descending whether the highest member has rank 0
 */
record RankRange(long first, long last, boolean descending) implements MemberRange {

    static RankRange parse(byte[] first, byte[] last, boolean descending) {
        return new RankRange(
                RedisNumbers.parseLong(first), RedisNumbers.parseLong(last), descending);
    }

    @Override
    public Ranks in(SortedSetValue set) {
        int size = set.size();
        long from = Math.max(0, first < 0 ? first + size : first);
        long to = Math.min(size, (last < 0 ? last + size : Math.min(last, size)) + 1);
        if (from >= to) {
            return Ranks.NONE;
        }
        return descending
                ? new Ranks((int) (size - to), (int) (size - from))
                : new Ranks((int) from, (int) to);
    }
}
