package io.gridscript.command.sortedset;

import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import java.util.List;

/** From which end of a sorted set members are taken. */
enum PopEnd {
    MIN,
    MAX;

    static PopEnd parse(byte[] word) {
        if (Ascii.is(word, "min")) {
            return MIN;
        }
        if (Ascii.is(word, "max")) {
            return MAX;
        }
        throw ErrorReply.SYNTAX;
    }

    /** Takes up to so many members out of a set, in the order of the reply. */
    List<SortedSetMember> take(SortedSetValue set, long count) {
        boolean descending = this == MAX;
        Ranks ranks = new Ranks(0, set.size()).limited(0, count, descending);
        List<SortedSetMember> taken = ranks.members(set, descending);
        taken.forEach(set::remove);
        return taken;
    }
}
