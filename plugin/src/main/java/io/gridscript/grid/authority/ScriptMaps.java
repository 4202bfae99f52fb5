package io.gridscript.grid.authority;

import com.hazelcast.spi.impl.executionservice.ExecutionService;
import io.gridscript.script.CachedScript;
import io.gridscript.script.Script;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The authority's side of the ReplicatedMap: which generation's is in use, and how it becomes what
 * the state says. Its methods wait for the grid; for one thread at a time.
 */
final class ScriptMaps {

    private static final System.Logger LOGGER = System.getLogger(ScriptMaps.class.getName());

    private final ScriptStores stores;
    private final ExecutionService executors;
    private final String flushExecutor;
    private final PatientWork work;
    private volatile ScriptStore current;
    private boolean isBehind;

    /**
     * @param flushExecutor on which maps are destroyed
     * @param work how the members are waited for
     */
    ScriptMaps(
            ScriptStores stores,
            ExecutionService executors,
            String flushExecutor,
            PatientWork work) {
        this.stores = stores;
        this.work = work;
        this.executors = executors;
        this.flushExecutor = flushExecutor;
    }

    /** Makes the map what the state says, and destroys those that no state needs any more. */
    void reconcile(Snapshot state) {
        if (patiently(() -> reconcileNow(state))) {
            isBehind = false;
        }
    }

    private void reconcileNow(Snapshot state) {
        if (!isOf(state.generation())) {
            stores.configureCluster();
            current = stores.open(state.generation());
            stores.others(state.generation()).forEach(this::destroyLater);
        }
        Set<String> present = new HashSet<>(current.keys());
        List<CachedScript> missing = new ArrayList<>();
        for (CachedScript each : state.scripts()) {
            if (!present.remove(ScriptStore.key(each.script(), state.epoch()))) {
                missing.add(each);
            }
        }
        current.remove(present);
        current.put(entries(missing, state.epoch()));
    }

    /** Whether the map of that generation is in use. */
    boolean isOf(String generation) {
        ScriptStore store = current;
        return store != null && store.isOf(generation);
    }

    /** Whether the map of that generation is known to hold a script. */
    boolean holds(String generation, Script script, long epoch) {
        return isOf(generation) && current.holds(ScriptStore.key(script, epoch));
    }

    void put(String generation, Collection<CachedScript> scripts, long epoch) {
        change(generation, store -> store.put(entries(scripts, epoch)));
    }

    void remove(String generation, Collection<Script> scripts, long epoch) {
        if (!scripts.isEmpty()) {
            Set<String> keys = new HashSet<>();
            scripts.forEach(script -> keys.add(ScriptStore.key(script, epoch)));
            change(generation, store -> store.remove(keys));
        }
    }

    /** Empties the map in place. */
    void clear(String generation) {
        change(generation, ScriptStore::clear);
    }

    private static Map<String, StoredScript> entries(Collection<CachedScript> scripts, long epoch) {
        Map<String, StoredScript> entries = new HashMap<>();
        for (CachedScript each : scripts) {
            entries.put(ScriptStore.key(each.script(), epoch), new StoredScript(each));
        }
        return entries;
    }

    private void change(String generation, Consumer<ScriptStore> change) {
        ScriptStore store = current;
        if (isOf(generation)) {
            patiently(() -> change.accept(store));
        }
    }

    private boolean patiently(Runnable change) {
        boolean isDone = false;
        try {
            isDone = work.run(change);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!isDone && !isBehind) {
            isBehind = true;
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "The script map falls behind, because a member that owns a part of it does not"
                            + " answer. Scripts run all the same; the map is brought up to date"
                            + " when that member answers or is gone");
        }
        return isDone;
    }

    /** Makes another map ready, which is not in use yet. */
    ScriptStore open(String generation) {
        return stores.open(generation);
    }

    /** Uses another map from now on; the old one is destroyed later. */
    void swap(ScriptStore next) {
        ScriptStore old = current;
        current = next;
        if (old != null) {
            destroyLater(old.name());
        }
    }

    private void destroyLater(String name) {
        executors.execute(flushExecutor, () -> destroy(name));
    }

    private void destroy(String name) {
        try {
            stores.destroy(name);
        } catch (RuntimeException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "Script map {0} of a flushed generation could not be destroyed: {1}."
                            + " It is never used again; destroy it by that name to free its memory",
                    name,
                    e.toString());
        }
    }
}
