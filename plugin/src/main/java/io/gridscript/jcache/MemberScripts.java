package io.gridscript.jcache;

import com.hazelcast.core.HazelcastInstance;
import java.util.concurrent.CompletableFuture;

/**
 * This plugin on one member, for code that Hazelcast runs there. Implemented by {@code member};
 * found by way of the user context, so that it needs none of Hazelcast's internals.
 */
public interface MemberScripts {

    /** Members that share a configuration share its user context, too. */
    String CONTEXT_KEY = "io.gridscript:";

    /** Makes a member's plugin known. */
    static void put(HazelcastInstance member, MemberScripts scripts) {
        member.getUserContext().put(CONTEXT_KEY + member.getName(), scripts);
    }

    /** Whether an instance of Hazelcast is a member with the plugin. */
    static boolean isOn(HazelcastInstance instance) {
        return instance.getUserContext().containsKey(CONTEXT_KEY + instance.getName());
    }

    /**
     * The plugin on a member.
     *
     * @throws IllegalStateException when it isn't there
     */
    static MemberScripts on(HazelcastInstance member) {
        Object scripts = member.getUserContext().get(CONTEXT_KEY + member.getName());
        if (scripts == null) {
            throw new IllegalStateException(
                    "Gridscript doesn't run on member "
                            + member.getName()
                            + ": its log says why, if its jar is on the class path");
        }
        return (MemberScripts) scripts;
    }

    /** Runs scripts on entries of caches that this member owns. */
    EntryProcessing entries();

    /**
     * Runs a command as a client's.
     *
     * @param words its name and arguments, not to be changed afterwards
     * @param reply takes the reply
     * @return completes when the reply is written, on a thread that must not be held up;
     *     exceptionally, with an IllegalStateException, when it is lost
     */
    CompletableFuture<Void> call(byte[][] words, JavaReply reply);
}
