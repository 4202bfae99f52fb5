package io.gridscript.command.acl;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Makes changes of users hold on every member. A port: implemented by grid. */
@FunctionalInterface
public interface UserDistribution {

    /**
     * Tells all members of new entries.
     *
     * @param expected the entries as they must be now, empty for those that aren't there
     * @return completes when they hold everywhere, with false when nothing is done because entries
     *     are not as expected; or exceptionally with an {@link io.gridscript.reply.ErrorReply}
     */
    CompletionStage<Boolean> toAll(Map<String, String> changed, Map<String, String> expected);
}
