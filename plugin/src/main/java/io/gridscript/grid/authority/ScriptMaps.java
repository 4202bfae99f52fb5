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

/**
 * The authority's side of the ReplicatedMap: which generation's is in use, and how it becomes what
 * the state says. Its methods wait for the grid; for one thread at a time.
 */
final class ScriptMaps {

    private static final System.Logger LOGGER = System.getLogger(ScriptMaps.class.getName());

    private final ScriptStores stores;
    private final ExecutionService executors;
    private final String flushExecutor;
    private ScriptStore current;

    /**
     * @param flushExecutor on which maps are destroyed
     */
    ScriptMaps(ScriptStores stores, ExecutionService executors, String flushExecutor) {
        this.stores = stores;
        this.executors = executors;
        this.flushExecutor = flushExecutor;
    }

    /** Makes the map what the state says, and destroys those that no state needs any more. */
    void reconcile(Snapshot state) {
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
        put(missing, state.epoch());
    }

    boolean isOf(String generation) {
        return current != null && current.isOf(generation);
    }

    /** Whether the map is known to hold a script. */
    boolean holds(Script script, long epoch) {
        return current.holds(ScriptStore.key(script, epoch));
    }

    void put(Collection<CachedScript> scripts, long epoch) {
        Map<String, StoredScript> entries = new HashMap<>();
        for (CachedScript each : scripts) {
            entries.put(
                    ScriptStore.key(each.script(), epoch),
                    new StoredScript(each.script(), each.origin()));
        }
        current.put(entries);
    }

    void remove(Collection<Script> scripts, long epoch) {
        Set<String> keys = new HashSet<>();
        scripts.forEach(script -> keys.add(ScriptStore.key(script, epoch)));
        current.remove(keys);
    }

    /** Empties the map in place. */
    void clear() {
        current.clear();
    }

    /** Makes another map ready, which is not in use yet. */
    ScriptStore open(String generation) {
        return stores.open(generation);
    }

    /** Uses another map from now on; the old one is destroyed later. */
    void swap(ScriptStore next) {
        String old = current.name();
        current = next;
        destroyLater(old);
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
