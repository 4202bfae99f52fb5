package io.gridscript.command.server;

import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/**
 * Redis's configuration directives, as CONFIG shows and sets them. A port: implemented by member.
 * Names are lower case; values are text with one byte in each character.
 */
public interface Directives {

    /** What one pair of words after CONFIG SET asks for; the name in any case, maybe unknown. */
    record Assignment(String name, String value) {}

    /** All directives with their values as text; one with an alias is there twice. */
    SortedMap<String, String> all();

    /**
     * Sets all of these directives or none.
     *
     * @return completes when they hold, or exceptionally with the {@link
     *     io.gridscript.reply.ErrorReply} of CONFIG SET
     */
    CompletionStage<Void> set(List<Assignment> assignments);
}
