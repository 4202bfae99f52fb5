package io.gridscript.acl;

import io.gridscript.spec.CommandSpec;
import java.util.Map;

/**
 * Which words of a request are channels that rights are needed for. One may stop listening to
 * anything.
 *
 * @param first position of the first
 * @param areMany whether all that follow are channels, too
 * @param arePatterns whether they are patterns of channels
 */
record ChannelArguments(int first, boolean areMany, boolean arePatterns) {

    private static final Map<String, ChannelArguments> BY_NAME =
            Map.of(
                    "publish", new ChannelArguments(1, false, false),
                    "spublish", new ChannelArguments(1, false, false),
                    "subscribe", new ChannelArguments(1, true, false),
                    "ssubscribe", new ChannelArguments(1, true, false),
                    "psubscribe", new ChannelArguments(1, true, true));

    /** Those of a command, or null where it has none. */
    static ChannelArguments of(CommandSpec spec) {
        return spec.isSubcommand() ? null : BY_NAME.get(spec.name());
    }

    /** The position behind the last channel of a request. */
    int end(byte[][] request) {
        return areMany ? request.length : Math.min(first + 1, request.length);
    }
}
