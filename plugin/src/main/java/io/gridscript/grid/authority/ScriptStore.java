package io.gridscript.grid.authority;

import com.hazelcast.replicatedmap.ReplicatedMap;
import io.gridscript.script.Script;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * The ReplicatedMap of one generation. A key is the epoch and the SHA, so that a put of an old
 * epoch that comes late is never taken for a script of the present one. Its methods wait for the
 * grid.
 */
final class ScriptStore {

    private final String generation;
    private final ReplicatedMap<String, StoredScript> map;

    ScriptStore(String generation, ReplicatedMap<String, StoredScript> map) {
        this.generation = generation;
        this.map = map;
    }

    static String key(Script script, long epoch) {
        return epoch + ":" + script.sha1Text();
    }

    String name() {
        return map.getName();
    }

    boolean isOf(String otherGeneration) {
        return generation.equals(otherGeneration);
    }

    /** The keys that this member's copy of the map has. */
    Set<String> keys() {
        return map.keySet();
    }

    boolean holds(String key) {
        return map.containsKey(key);
    }

    void put(Map<String, StoredScript> scripts) {
        if (!scripts.isEmpty()) {
            map.putAll(scripts);
        }
    }

    void remove(Collection<String> keys) {
        keys.forEach(map::remove);
    }

    /** Empties the map in place. */
    void clear() {
        map.clear();
    }
}
