package io.gridscript.keyspace;

/**
 * How a keyspace was when a run began that may be taken back. The run ends with {@link #settle} or
 * {@link #takeBack}; the clock stays as it is until then.
 */
public final class Checkpoint {

    private final Keyspace keyspace;
    private final boolean keptEffects;
    private final int effects;
    private final long hits;
    private final long misses;
    private final int propagated;
    private final int leaving;

    /** The run begins, and with it the keeping of effects. */
    Checkpoint(Keyspace keyspace) {
        this.keyspace = keyspace;
        keptEffects = keyspace.effects().keeping();
        effects = keyspace.effects().kept().size();
        hits = keyspace.statistics().hits();
        misses = keyspace.statistics().misses();
        propagated = keyspace.propagation() == null ? 0 : keyspace.propagation().size();
        leaving = keyspace.outbox().size();
        keyspace.effects().keep();
    }

    /** Lets what was done since then stand. */
    public void settle() {
        if (!keptEffects) {
            keyspace.effects().forget();
        }
    }

    /** Undoes what was done since then: data, versions and statistics. */
    public void takeBack() {
        keyspace.effects().undo(effects);
        keyspace.statistics().takeBack(hits, misses);
        if (keyspace.propagation() != null) {
            keyspace.propagation().takeBack(propagated);
        }
        keyspace.outbox().takeBack(leaving);
        settle();
    }
}
