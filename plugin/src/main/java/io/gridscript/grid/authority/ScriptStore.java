package io.gridscript.grid.authority;

import com.hazelcast.replicatedmap.ReplicatedMap;
import io.gridscript.script.Origin;
import io.gridscript.script.Script;

/**
 * The ReplicatedMap of one generation. A key is the epoch and the SHA, so that a put of an old
 * epoch that comes late is never taken for a script of the present one. Its methods wait for the
 * grid.
 */
final class ScriptStore {

    private final ReplicatedMap<String, StoredScript> map;

    ScriptStore(ReplicatedMap<String, StoredScript> map) {
        this.map = map;
    }

    String name() {
        return map.getName();
    }

    void put(Script script, Origin origin, long epoch) {
        map.put(key(script, epoch), new StoredScript(script, origin));
    }

    void remove(Script script, long epoch) {
        map.remove(key(script, epoch));
    }

    /** Empties the map in place. */
    void clear() {
        map.clear();
    }

    /** Takes the map away from all members. */
    void destroy() {
        map.destroy();
    }

    private static String key(Script script, long epoch) {
        return epoch + ":" + script.sha1Text();
    }
}
