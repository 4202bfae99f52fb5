package io.gridscript.acl;

import io.gridscript.keyspace.GlobPattern;
import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;

/**
 * The channels that somebody may publish to and listen to. Immutable.
 *
 * @param patterns glob patterns, one byte in each character
 */
public record ChannelPatterns(List<String> patterns) {

    static final ChannelPatterns NONE = new ChannelPatterns(List.of());

    public ChannelPatterns {
        patterns = List.copyOf(patterns);
    }

    /**
     * Whether they allow a channel. A pattern that somebody subscribes to must be literally one of
     * these.
     */
    public boolean allow(byte[] channel, boolean isPattern) {
        for (String pattern : patterns) {
            byte[] bytes = Ascii.bytes(pattern);
            boolean allowed =
                    isPattern
                            ? pattern.equals(Ascii.string(channel))
                            : GlobPattern.of(bytes).matches(channel);
            if (allowed) {
                return true;
            }
        }
        return false;
    }

    ChannelPatterns with(String pattern) {
        return patterns.contains(pattern) ? this : and(new ChannelPatterns(List.of(pattern)));
    }

    ChannelPatterns and(ChannelPatterns others) {
        List<String> all = new ArrayList<>(patterns);
        all.addAll(others.patterns);
        return new ChannelPatterns(all);
    }

    List<String> rules() {
        return patterns.stream().map(pattern -> "&" + pattern).toList();
    }
}
