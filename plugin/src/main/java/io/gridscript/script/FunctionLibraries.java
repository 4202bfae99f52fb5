package io.gridscript.script;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The libraries of the grid, and how they are changed. A port: what isn't of this member is
 * implemented by grid. Safe for all threads.
 */
public record FunctionLibraries(
        SharedLibraries shared, Distribution distribution, ScriptLease lease) {

    /** Makes changes of libraries hold on every member. */
    @FunctionalInterface
    public interface Distribution {

        /**
         * Tells all members of new entries.
         *
         * @param expected the entries as they must be now, empty for those that aren't there
         * @return completes when they hold everywhere, with false when nothing is done because
         *     entries are not as expected; or exceptionally with an {@link
         *     io.gridscript.reply.ErrorReply}
         */
        CompletionStage<Boolean> toAll(Map<String, String> changed, Map<String, String> expected);
    }

    /** The libraries now. */
    public Libraries present() {
        return shared.present();
    }
}
