package io.gridscript.script;

import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Who decides for the whole grid which scripts there are. A port, implemented by the grid room;
 * none of its methods makes the caller wait.
 */
public interface ScriptAuthority {

    /**
     * Compiles a script and loads it on every member. If it says a name, that is its own from then
     * on.
     *
     * @return completes when EVALSHA works everywhere; exceptionally with an {@link
     *     io.gridscript.reply.ErrorReply} when the script can't be compiled
     */
    CompletionStage<Script> load(byte[] source, LoadedBy loadedBy);

    /**
     * Forgets all scripts on every member.
     *
     * @return completes when no member starts a flushed script any more
     */
    CompletionStage<Void> flush(FlushMode mode);

    /**
     * Makes a script of EVAL known to the grid, without anybody waiting for it.
     *
     * @param epoch in which that EVAL began; nothing happens if it is over
     */
    void publish(CachedScript script, long epoch);

    /** A script of EVAL was evicted here: the grid may forget it. */
    void evicted(Script script, long epoch);

    /**
     * How operators know a member.
     *
     * @param member null for this one
     */
    String address(UUID member);
}
