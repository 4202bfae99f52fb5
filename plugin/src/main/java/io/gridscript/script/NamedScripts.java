package io.gridscript.script;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose the names are: of the loaded scripts that say one name, it is that of the last one. That
 * follows from which scripts there are and by which steps, so members with the same scripts agree,
 * however these came. Scripts of EVAL have no name here: each member forgets those by itself. Safe
 * for all threads.
 */
final class NamedScripts {

    private final Map<String, IndexedScript> byName = new ConcurrentHashMap<>();

    /** The script of that name, or null. */
    Script find(String name) {
        IndexedScript named = byName.get(name);
        return named == null ? null : named.script;
    }

    /** A script was loaded, perhaps not for the first time. */
    void add(IndexedScript loaded) {
        add(loaded, byName);
    }

    private static void add(IndexedScript loaded, Map<String, IndexedScript> names) {
        String name = loaded.script.name().text();
        if (name != null) {
            names.merge(name, loaded, NamedScripts::later);
        }
    }

    private static IndexedScript later(IndexedScript one, IndexedScript other) {
        return one.cached().isNamedRatherThan(other.cached()) ? one : other;
    }

    /** Begins anew, after loaded scripts have gone; names that stay are found meanwhile. */
    void restart(Collection<IndexedScript> all) {
        Map<String, IndexedScript> names = new HashMap<>();
        for (IndexedScript each : all) {
            if (each.origin == Origin.LOADED) {
                add(each, names);
            }
        }
        byName.keySet().retainAll(names.keySet());
        byName.putAll(names);
    }
}
