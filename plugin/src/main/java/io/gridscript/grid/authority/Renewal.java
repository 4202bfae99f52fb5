package io.gridscript.grid.authority;

/** How a subscriber keeps its lease. */
final class Renewal {

    private Renewal() {}

    /**
     * A subscriber's request.
     *
     * @param term of the subscriber's state
     * @param sequence of the subscriber's state
     * @param promised the latest term that the subscriber knows of
     * @param isLast whether it gives its lease up instead
     */
    record Request(Term term, long sequence, Term promised, boolean isLast) {}

    /**
     * The authority's answer.
     *
     * @param nanos how long the lease is valid from the moment the request was sent; 0: not
     * @param sequence which the subscriber's state must have for it
     */
    record Grant(Term term, long nanos, long sequence) {

        /** Nobody may rely on anything now: ask again. */
        static final Grant NONE = new Grant(Term.NONE, 0, 0);
    }
}
