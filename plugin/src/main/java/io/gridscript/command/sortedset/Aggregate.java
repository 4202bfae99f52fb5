package io.gridscript.command.sortedset;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;

/** What becomes of the scores that a member has in several sorted sets. */
enum Aggregate {
    SUM,
    MIN,
    MAX;

    static Aggregate parse(byte[] word) {
        if (Ascii.is(word, "sum")) {
            return SUM;
        }
        if (Ascii.is(word, "min")) {
            return MIN;
        }
        if (Ascii.is(word, "max")) {
            return MAX;
        }
        throw ErrorReply.SYNTAX;
    }

    /** The infinities of both signs add up to 0; no score is NaN. */
    double of(double score, double other) {
        return switch (this) {
            case SUM -> numberOrZero(score + other);
            case MIN -> other < score ? other : score;
            case MAX -> other > score ? other : score;
        };
    }

    /** Infinity times 0 is 0 as well. */
    static double numberOrZero(double score) {
        return Double.isNaN(score) ? 0 : score;
    }
}
