package io.gridscript.script;

/**
 * Where math.random begins in a run that gives it no seed: where the run before it ended, as Redis
 * has it, whose first run after a start always begins at the same place. A seed stays with the run
 * that gives it. For whoever holds the keyspace.
 */
public final class RandomSequence {

    /** What Redis's generator holds when it starts. */
    private static final long START = 0x1234ABCD330EL;

    private volatile long next = START;

    /** Where the next run begins. */
    public long next() {
        return next;
    }

    /** Takes note of where a run that stands has ended. */
    public void goesOn(long reached) {
        if (reached != next) {
            next = reached;
        }
    }
}
