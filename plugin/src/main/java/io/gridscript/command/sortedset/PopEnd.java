package io.gridscript.command.sortedset;

import io.gridscript.command.CommandCall;
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

    /** Lets replicas be told what was taken from which key: they wait for nothing. */
    void propagate(CommandCall call, byte[] key, byte[]... count) {
        byte[][] words = new byte[count.length + 1][];
        words[0] = key;
        System.arraycopy(count, 0, words, 1, count.length);
        call.propagate(this == MIN ? "ZPOPMIN" : "ZPOPMAX", words);
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
