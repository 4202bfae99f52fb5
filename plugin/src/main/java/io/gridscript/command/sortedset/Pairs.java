package io.gridscript.command.sortedset;

import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.reply.ReplyWriter;

/**
 * Writes members, with their scores if they are wanted: one after the other in RESP2, pairs of
 * their own in RESP3.
 */
final class Pairs {

    private final ReplyWriter reply;
    private final boolean withScores;
    private final boolean nested;

    private Pairs(ReplyWriter reply, boolean withScores, boolean nested) {
        this.reply = reply;
        this.withScores = withScores;
        this.nested = nested;
    }

    /** Begins an array of so many members. */
    static Pairs begin(int members, boolean withScores, ReplyWriter reply) {
        return begin(members, withScores, withScores && reply.protocol() > 2, reply);
    }

    /** Begins an array of so many members with scores. */
    static Pairs begin(int members, boolean withScores, boolean nested, ReplyWriter reply) {
        reply.array(withScores && !nested ? 2 * members : members);
        return new Pairs(reply, withScores, nested);
    }

    void add(SortedSetMember member) {
        if (nested) {
            reply.array(2);
        }
        reply.bulk(member.name());
        if (withScores) {
            reply.real(member.score());
        }
    }
}
