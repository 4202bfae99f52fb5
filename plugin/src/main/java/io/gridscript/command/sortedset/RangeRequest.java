package io.gridscript.command.sortedset;

import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;

/**
 * What a command of ranges asks for.
 *
 * @param offset so many members are left out first
 * @param count so many come at most; negative: all
 */
record RangeRequest(
        MemberRange range, boolean descending, long offset, long count, boolean withScores) {

    private static final ErrorReply LIMITED_RANKS =
            ErrorReply.err(
                    "syntax error, LIMIT is only supported in combination with either BYSCORE or"
                            + " BYLEX");
    private static final ErrorReply SCORES_BY_LEX =
            ErrorReply.err("syntax error, WITHSCORES not supported in combination with BYLEX");

    private static final long NO_LIMIT = -1;

    static RangeRequest parse(byte[][] request, RangeForm form) {
        RangeOrder order = form.order();
        Boolean descending = form.descending();
        long offset = 0;
        long count = NO_LIMIT;
        boolean withScores = false;
        for (int at = form.key() + 3; at < request.length; at++) {
            byte[] word = request[at];
            if (!form.stores() && Ascii.is(word, "withscores")) {
                withScores = true;
            } else if (Ascii.is(word, "limit") && at + 2 < request.length) {
                offset = RedisNumbers.parseLong(request[++at]);
                count = RedisNumbers.parseLong(request[++at]);
            } else if (descending == null && Ascii.is(word, "rev")) {
                descending = true;
            } else if (order == null && Ascii.is(word, "bylex")) {
                order = RangeOrder.LEX;
            } else if (order == null && Ascii.is(word, "byscore")) {
                order = RangeOrder.SCORE;
            } else {
                throw ErrorReply.SYNTAX;
            }
        }
        RangeOrder by = order == null ? RangeOrder.RANK : order;
        if (count != NO_LIMIT && by == RangeOrder.RANK) {
            throw LIMITED_RANKS;
        }
        if (withScores && by == RangeOrder.LEX) {
            throw SCORES_BY_LEX;
        }
        boolean highestFirst = descending != null && descending;
        MemberRange range =
                by.range(request[form.key() + 1], request[form.key() + 2], highestFirst);
        // Ranks take no limit, but Redis lets one of no members pass, and doesn't look at it.
        return new RangeRequest(
                range, highestFirst, by == RangeOrder.RANK ? 0 : offset, count, withScores);
    }

    Ranks in(SortedSetValue set) {
        return range.in(set).limited(offset, count, descending);
    }
}
