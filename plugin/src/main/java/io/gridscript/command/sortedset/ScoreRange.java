package io.gridscript.command.sortedset;

import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;

/** Members by score. */
record ScoreRange(Bound least, Bound most) implements MemberRange {

    private static final ErrorReply NOT_A_BOUND = ErrorReply.err("min or max is not a float");

    static ScoreRange parse(byte[] least, byte[] most) {
        return new ScoreRange(Bound.parse(least), Bound.parse(most));
    }

    @Override
    public Ranks in(SortedSetValue set) {
        int from = set.countFirst(member -> !least.isBelow(member.score()));
        int to = set.countFirst(member -> !most.isAbove(member.score()));
        return new Ranks(from, to);
    }

    /** A score, itself excluded or not. */
    private record Bound(double score, boolean excluded) {

        static Bound parse(byte[] text) {
            boolean excluded = text.length > 0 && text[0] == '(';
            return new Bound(
                    RedisNumbers.parseLeniently(text, excluded ? 1 : 0, NOT_A_BOUND), excluded);
        }

        /** Whether, as the lower bound, it admits a score. */
        boolean isBelow(double other) {
            return excluded ? score < other : score <= other;
        }

        /** Whether, as the upper bound, it excludes a score. */
        boolean isAbove(double other) {
            return excluded ? other >= score : other > score;
        }
    }
}
