package io.gridscript.grid.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.member.RunningMember;
import io.gridscript.script.CachedScript;
import io.gridscript.script.Origin;
import io.gridscript.script.ScriptIndex;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;

/** Whether all members and the map have the same scripts. */
final class Agreement {

    /** The map is made equal to the state at once where that is possible, and every 10 s anyway. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String PREFIX = "gridscript.scripts.";

    private Agreement() {}

    static void await(List<RunningMember> members) {
        ScriptIndex first = members.get(0).scripts();
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            for (RunningMember each : members) {
                                check(first, each);
                            }
                        });
    }

    private static void check(ScriptIndex first, RunningMember member) {
        ScriptIndex index = member.scripts();
        assertEquals(first.epoch(), index.epoch());
        assertEquals(first.generation(), index.generation());
        assertEquals(keys(first), keys(index));
        assertEquals(names(first), names(index));
        if (!member.isLite()) {
            String name = PREFIX + index.generation();
            assertEquals(
                    keys(index), new TreeSet<>(member.instance().getReplicatedMap(name).keySet()));
            assertEquals(Set.of(), otherStores(member, name));
        }
    }

    /** A map that is empty may have none at all: Hazelcast takes them away before it merges. */
    private static Set<String> otherStores(RunningMember member, String name) {
        Set<String> stores = new TreeSet<>(member.assembly().authority().storeNames());
        stores.remove(name);
        return stores;
    }

    private static Set<String> keys(ScriptIndex index) {
        Set<String> keys = new TreeSet<>();
        for (CachedScript each : index.all()) {
            keys.add(index.epoch() + ":" + each.script().sha1Text());
        }
        return keys;
    }

    /** Loaded scripts by name, and who loaded them. */
    private static Set<String> names(ScriptIndex index) {
        Set<String> names = new TreeSet<>();
        for (CachedScript each : index.all()) {
            String name = each.script().name().text();
            if (name != null && each.origin() == Origin.LOADED) {
                String sha1 = index.findNamed(name).sha1Text();
                names.add(name + " " + sha1 + " " + each.script().sha1Text() + each.loadedBy());
            }
        }
        return names;
    }
}
