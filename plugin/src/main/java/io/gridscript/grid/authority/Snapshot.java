package io.gridscript.grid.authority;

import io.gridscript.script.CachedScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The whole state as one member has it.
 *
 * @param term in which its last step was taken
 * @param sequence counts all steps
 * @param epoch counts flushes
 * @param generation names the script map in use
 * @param directives set while the grid runs, by name
 * @param done the last requests that must not be carried out again, oldest first
 */
record Snapshot(
        Term term,
        long sequence,
        long epoch,
        String generation,
        List<CachedScript> scripts,
        Map<String, String> directives,
        List<RequestId> done) {

    /** What is newer: more flushes, then the later term, then more steps. */
    private static final Comparator<Snapshot> AGE =
            Comparator.comparingLong(Snapshot::epoch)
                    .thenComparing(Snapshot::term)
                    .thenComparingLong(Snapshot::sequence);

    /** Begins a term with the newest of some states, and every script that is as new. */
    static Snapshot merge(List<Snapshot> states, Term term) {
        Snapshot newest = states.stream().max(AGE).orElseThrow();
        long sequence = 0;
        Map<String, CachedScript> scripts = new LinkedHashMap<>();
        for (Snapshot each : states) {
            sequence = Math.max(sequence, each.sequence);
            if (each.epoch == newest.epoch) {
                each.scripts.forEach(script -> add(script, scripts));
            }
        }
        boolean isFirst = newest.epoch == 0;
        return new Snapshot(
                term,
                sequence + 1,
                isFirst ? 1 : newest.epoch,
                isFirst ? newGeneration(1) : newest.generation,
                new ArrayList<>(scripts.values()),
                newest.directives,
                newest.done);
    }

    private static void add(CachedScript script, Map<String, CachedScript> scripts) {
        scripts.merge(script.script().sha1Text(), script, CachedScript::orLater);
    }

    /** A name that no other epoch has, nor this epoch on the other side of a split cluster. */
    static String newGeneration(long epoch) {
        return epoch + "-" + UUID.randomUUID();
    }
}
