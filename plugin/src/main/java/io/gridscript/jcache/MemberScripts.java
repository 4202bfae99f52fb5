package io.gridscript.jcache;

import com.hazelcast.core.HazelcastInstance;
import java.util.function.Supplier;

/** Where code that Hazelcast runs on a member finds this plugin on that member. */
public final class MemberScripts {

    /** Members that share a configuration share its user context, too. */
    private static final String CONTEXT_KEY = "io.gridscript:";

    private MemberScripts() {}

    /** Makes a member's plugin known. */
    public static void put(HazelcastInstance member, Supplier<EntryProcessing> scripts) {
        member.getUserContext().put(CONTEXT_KEY + member.getName(), scripts);
    }

    /**
     * The plugin on a member.
     *
     * @throws IllegalStateException when it isn't there
     */
    @SuppressWarnings("unchecked")
    public static EntryProcessing on(HazelcastInstance member) {
        Object scripts = member.getUserContext().get(CONTEXT_KEY + member.getName());
        if (scripts == null) {
            throw new IllegalStateException(
                    "Gridscript doesn't run on member "
                            + member.getName()
                            + ": its log says why, if its jar is on the class path");
        }
        return ((Supplier<EntryProcessing>) scripts).get();
    }
}
