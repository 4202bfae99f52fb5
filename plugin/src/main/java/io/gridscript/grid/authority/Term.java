package io.gridscript.grid.authority;

import com.hazelcast.cluster.Member;
import java.util.Comparator;
import java.util.UUID;

/**
 * One member's time as the authority. Whoever has heard of a later term takes no steps of an
 * earlier one.
 *
 * @param number counts take-overs
 * @param authority tells the terms of two sides of a split cluster apart
 */
record Term(long number, UUID authority) implements Comparable<Term> {

    /** Before the first. */
    static final Term NONE = new Term(0, new UUID(0, 0));

    private static final Comparator<Term> ORDER =
            Comparator.comparingLong(Term::number).thenComparing(Term::authority);

    /** A later one than this. */
    Term next(Member taking) {
        return new Term(number + 1, taking.getUuid());
    }

    boolean isBefore(Term other) {
        return compareTo(other) < 0;
    }

    static Term later(Term one, Term other) {
        return one.isBefore(other) ? other : one;
    }

    @Override
    public int compareTo(Term other) {
        return ORDER.compare(this, other);
    }
}
