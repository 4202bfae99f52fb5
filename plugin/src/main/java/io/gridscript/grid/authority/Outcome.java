package io.gridscript.grid.authority;

/** What came of a request. */
sealed interface Outcome {

    /** It holds on every member. */
    record Done() implements Outcome {}

    /** Nothing is known to have happened: ask again, whoever is the authority then. */
    record NotServing() implements Outcome {}

    /**
     * It ended with an error.
     *
     * @param error the whole text of the reply
     */
    record Failed(String error) implements Outcome {}

    /** Nothing is done: the state isn't what the request expects. */
    record Stale() implements Outcome {}

    Outcome DONE = new Done();
    Outcome NOT_SERVING = new NotServing();
    Outcome STALE = new Stale();
}
