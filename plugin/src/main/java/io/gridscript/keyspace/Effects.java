package io.gridscript.keyspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The effects of the run in progress on one keyspace, in order. Its sequence counts every effect
 * the keyspace has ever had.
 *
 * <p>Effects are kept only while somebody needs them, for backups or to undo the run; otherwise
 * they are counted and not even made. A method that changes a value does three things: it adds the
 * effect if effects are kept, makes the change, and counts it, which gives the key a new version:
 *
 * <pre>{@code
 * Effects effects = keepingEffects();
 * if (effects != null) {
 *     effects.add(new FieldAdded(this, former(), field, field.value));
 * }
 * fields.add(field);
 * changed(field.sizeInBytes());
 * }</pre>
 *
 * <p>What is kept must not change later: an effect holds contents that nobody writes to any more.
 */
public final class Effects {

    private static final BeforeChange[] NOBODY = {};

    private final List<Effect> kept = new ArrayList<>();

    /** Mostly nobody; never changed in place. */
    private BeforeChange[] observers = NOBODY;

    private boolean keeping;
    private long sequence;

    /** As it was before the first effect that is kept. */
    private long before;

    /** Number of effects ever made on the keyspace. */
    public long sequence() {
        return sequence;
    }

    /** Whether effects are to be made and added, not only counted. */
    public boolean keeping() {
        return keeping;
    }

    /** From now on effects are kept, until {@link #forget()}. */
    public void keep() {
        if (!keeping) {
            before = sequence;
        }
        keeping = true;
    }

    /** Drops what is kept, which somebody has taken over, and goes on keeping. */
    public void takenOver() {
        kept.clear();
        before = sequence;
    }

    /** Drops what is kept; from now on effects are only counted. */
    public void forget() {
        kept.clear();
        keeping = false;
    }

    /** What is kept, the earliest first. */
    public List<Effect> kept() {
        return kept;
    }

    /** Undoes every kept effect, the latest first, and takes their numbers back. */
    public void undo() {
        undo(0);
    }

    /**
     * Undoes the latest of the kept effects and takes their numbers back.
     *
     * @param first so many, the earliest, stay
     */
    void undo(int first) {
        for (int i = kept.size() - 1; i >= first; i--) {
            kept.remove(i).undo();
            sequence--;
        }
    }

    /** The keyspace is the copy of another one that has made so many. */
    void sequence(long made) {
        sequence = made;
        before = made;
    }

    /** Counts what was added and, for a fault, not counted. */
    void countKept() {
        if (keeping) {
            sequence = Math.max(sequence, before + kept.size());
        }
    }

    void add(Effect effect) {
        kept.add(effect);
    }

    /** Counts one effect; its number is the new version of the key it changed. */
    long next() {
        return ++sequence;
    }

    /** From now on somebody is told of keys before they change. */
    public void tell(BeforeChange observer) {
        BeforeChange[] more = Arrays.copyOf(observers, observers.length + 1);
        more[observers.length] = observer;
        observers = more;
    }

    /** Somebody is told nothing more. */
    public void tellNoMore(BeforeChange observer) {
        List<BeforeChange> rest = new ArrayList<>(List.of(observers));
        rest.remove(observer);
        observers = rest.toArray(NOBODY);
    }

    /** A key is about to change. */
    void changing(Entry entry) {
        for (BeforeChange observer : observers) {
            observer.changing(entry);
        }
    }

    /** All that there is is about to be something else. */
    void replaced() {
        BeforeChange[] told = observers;
        observers = NOBODY;
        for (BeforeChange observer : told) {
            observer.replaced();
        }
    }
}
