package io.gridscript.command.sortedset;

import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;

/** Gives members of one set scores under the options of ZADD, and counts what became of them. */
final class MemberScoring {

    private static final ErrorReply NOT_A_NUMBER =
            ErrorReply.err("resulting score is not a number (NaN)");

    private final SortedSetValue set;
    private final ScoringOptions options;
    private final int expected;
    private int added;
    private int updated;

    /** The score of the last member, unless the options kept it from being set. */
    private double last = Double.NaN;

    /**
     * @param expected how many members come, some maybe twice
     */
    MemberScoring(SortedSetValue set, ScoringOptions options, int expected) {
        this.set = set;
        this.options = options;
        this.expected = expected;
    }

    void score(byte[] name, double given) {
        SortedSetMember present = set.get(name);
        if (present != null) {
            update(present, given);
        } else if (!options.onlyPresent()) {
            set.put(name, given, expected);
            added++;
            last = given;
        }
    }

    private void update(SortedSetMember present, double given) {
        if (options.onlyNew()) {
            return;
        }
        double former = present.score();
        double score = options.increments() ? former + given : given;
        if (Double.isNaN(score)) {
            throw NOT_A_NUMBER;
        }
        if (options.onlyLess() && score >= former || options.onlyGreater() && score <= former) {
            return;
        }
        if (score != former) {
            set.put(present.name(), score);
            updated++;
        }
        last = score;
    }

    /** Whether a member was added or has another score. */
    boolean hasChanged() {
        return added + updated > 0;
    }

    void tell(ReplyWriter reply) {
        if (!options.increments()) {
            reply.integer(options.countsChanged() ? added + updated : added);
        } else if (Double.isNaN(last)) {
            reply.nil();
        } else {
            reply.real(last);
        }
    }
}
