package io.gridscript.grid.authority;

import java.util.List;

/** What the authority tells a subscriber. */
sealed interface Order {

    /** The term in which it is told. */
    Term term();

    /** Tell your state, and take nothing of earlier terms any more. */
    record Prepare(Term term) implements Order {}

    /** Have this state. */
    record Install(Snapshot state) implements Order {
        @Override
        public Term term() {
            return state.term();
        }
    }

    /**
     * Take these steps.
     *
     * @param first the sequence of the first
     */
    record Take(Term term, long first, List<Step> steps) implements Order {}

    /** Say whether you know of no later term. */
    record Confirm(Term term) implements Order {}
}
