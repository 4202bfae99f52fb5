package io.gridscript.command.sortedset;

import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.keyspace.SortedSetValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Neighbours in a sorted set.
 *
 * @param from rank of the lowest
 * @param to rank after the highest
 */
record Ranks(int from, int to) {

    static final Ranks NONE = new Ranks(0, 0);

    /** Those that both bounds admit, none if they contradict each other. */
    Ranks {
        to = Math.max(from, to);
    }

    int count() {
        return to - from;
    }

    /**
     * What LIMIT leaves of them.
     *
     * @param offset so many are left out first; none stay when it is negative
     * @param count so many stay at most; negative: all
     */
    Ranks limited(long offset, long count, boolean descending) {
        if (offset < 0 || offset >= count()) {
            return NONE;
        }
        int left = count() - (int) offset;
        int kept = count < 0 ? left : (int) Math.min(left, count);
        return descending
                ? new Ranks(to - (int) offset - kept, to - (int) offset)
                : new Ranks(from + (int) offset, from + (int) offset + kept);
    }

    /** Visits them in that order. */
    void visit(SortedSetValue set, boolean descending, Consumer<SortedSetMember> visitor) {
        if (descending) {
            set.descend(from, to, visitor);
        } else {
            set.ascend(from, to, visitor);
        }
    }

    /** The members, to change the set by them. */
    List<SortedSetMember> members(SortedSetValue set, boolean descending) {
        List<SortedSetMember> members = new ArrayList<>(count());
        visit(set, descending, members::add);
        return members;
    }
}
