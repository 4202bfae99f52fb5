package io.gridscript.grid.authority;

/** What a subscriber says to an order. */
sealed interface Answer {

    /** It is done. */
    record Done() implements Answer {}

    /** Steps before these are missing: the whole state is needed. */
    record Behind() implements Answer {}

    /** Nothing is done, because a later term has begun. */
    record Refused(Term promised) implements Answer {}

    /** To Prepare. */
    record Promised(Snapshot state) implements Answer {}
}
