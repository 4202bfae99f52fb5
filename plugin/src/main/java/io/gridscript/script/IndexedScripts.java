package io.gridscript.script;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The scripts of one epoch, and about how many bytes of heap they take.
 *
 * @param scripts all of them
 * @param evaluated those of EVAL, which may be evicted
 * @param evaluatedBytes of these
 * @param bytes of sources, and of what is known of them
 * @param storedBytes of stored forms
 * @param useBytes of what is kept for runs
 */
record IndexedScripts(
        long epoch,
        String generation,
        Map<ScriptId, IndexedScript> scripts,
        Map<ScriptId, IndexedScript> evaluated,
        NamedScripts named,
        LongAdder evaluatedBytes,
        LongAdder bytes,
        LongAdder storedBytes,
        LongAdder useBytes) {

    static IndexedScripts empty(long epoch, String generation) {
        return new IndexedScripts(
                epoch,
                generation,
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>(),
                new NamedScripts(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder());
    }

    void count(Script added) {
        bytes.add(added.estimatedBytes());
        storedBytes.add(added.storedBytes());
        added.countUseIn(useBytes);
    }

    void countNoMore(Script removed) {
        bytes.add(-removed.estimatedBytes());
        storedBytes.add(-removed.storedBytes());
        removed.countUseIn(null);
    }
}
