package io.gridscript.command;

import java.util.concurrent.CompletionStage;

/** What a command needs from elsewhere in the grid before its code can run on a keyspace. */
@FunctionalInterface
public interface Readiness {

    /** Of commands that need nothing. */
    Readiness ALWAYS = () -> null;

    /**
     * Asks for what is missing.
     *
     * @return null when nothing is, which is the rule; otherwise what to wait for, once: the code
     *     finds out itself whether it is there then
     */
    CompletionStage<?> awaited();
}
