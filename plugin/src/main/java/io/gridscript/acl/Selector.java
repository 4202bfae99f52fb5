package io.gridscript.acl;

import io.gridscript.spec.ChannelSpec;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/**
 * Commands that may run, and on which keys and channels. A user may do what one of its selectors
 * allows by itself. Immutable.
 *
 * @param allKeys whether every key may be used; there are no patterns then
 * @param allChannels whether every channel may be used; there are no patterns then
 */
public record Selector(
        boolean allKeys,
        List<KeyPattern> keys,
        boolean allChannels,
        ChannelPatterns channels,
        CommandRules commands) {

    /** Allows everything. */
    static final Selector ALL =
            new Selector(true, List.of(), true, ChannelPatterns.NONE, CommandRules.ALL);

    /** Allows nothing. */
    static final Selector NONE =
            new Selector(false, List.of(), false, ChannelPatterns.NONE, CommandRules.NONE);

    private static final byte[] ANY_KEY = {'k'};

    public Selector {
        keys = List.copyOf(keys);
    }

    boolean isEverything() {
        return allKeys && allChannels && commands.isEverything();
    }

    /**
     * Checks a request.
     *
     * @return why it may not run, or null when it may
     */
    Refusal check(CommandSpec spec, byte[][] request) {
        if (!spec.is(CommandFlag.NO_AUTH) && !commands.allow(spec, request)) {
            return Refusal.command(spec);
        }
        Refusal refusal = allKeys || !spec.hasKeys() ? null : checkKeys(spec, request);
        return refusal != null || allChannels ? refusal : checkChannels(spec, request);
    }

    /**
     * As in Redis, a request whose keys can't be told (a wrong count, say) has none: it is for the
     * command to refuse it. Where a spec doesn't claim to tell all keys, those that it tells count.
     */
    private Refusal checkKeys(CommandSpec spec, byte[][] request) {
        KeyCheck check = new KeyCheck(request);
        boolean fits = true;
        boolean isIncomplete = false;
        for (KeySpec keySpec : spec.keySpecs()) {
            if (!keySpec.flags().contains(KeyFlag.NOT_KEY)) {
                check.use = spec.keyFlags(keySpec, request);
                fits &= keySpec.positions(request, check);
                isIncomplete |= keySpec.flags().contains(KeyFlag.INCOMPLETE);
            }
        }
        return fits || isIncomplete ? check.refusal : null;
    }

    private final class KeyCheck implements IntConsumer {

        private final byte[][] request;
        private Set<KeyFlag> use;
        private Refusal refusal;

        KeyCheck(byte[][] request) {
            this.request = request;
        }

        @Override
        public void accept(int position) {
            if (refusal == null && position < request.length && !allows(request[position], use)) {
                refusal = Refusal.key(request, position);
            }
        }
    }

    /** Whether it lets a command do that with any key there is. */
    boolean allowsEveryKey(Set<KeyFlag> use) {
        if (allKeys) {
            return true;
        }
        for (KeyPattern each : keys) {
            if (each.pattern().equals("*") && each.allows(ANY_KEY, use)) {
                return true;
            }
        }
        return false;
    }

    private boolean allows(byte[] key, Set<KeyFlag> use) {
        for (KeyPattern pattern : keys) {
            if (pattern.allows(key, use)) {
                return true;
            }
        }
        return false;
    }

    private Refusal checkChannels(CommandSpec spec, byte[][] request) {
        ChannelSpec used = spec.channels();
        // One may stop listening to anything.
        if (used == null || used.use() == ChannelSpec.Use.UNSUBSCRIBE) {
            return null;
        }
        for (int at = used.first(); at < used.end(request.length); at++) {
            if (!channels.allow(request[at], used.patterns())) {
                return Refusal.channel(request, at);
            }
        }
        return null;
    }

    Selector with(CommandRules newCommands) {
        return new Selector(allKeys, keys, allChannels, channels, newCommands);
    }

    Selector withAllKeys(boolean all) {
        return new Selector(all, List.of(), allChannels, channels, commands);
    }

    Selector withAllChannels(boolean all) {
        return new Selector(allKeys, keys, all, ChannelPatterns.NONE, commands);
    }

    Selector with(ChannelPatterns newChannels) {
        return new Selector(allKeys, keys, allChannels, newChannels, commands);
    }

    /** A pattern that is there already gets the new one's rights, too. */
    Selector with(KeyPattern added) {
        List<KeyPattern> changed = new ArrayList<>();
        boolean isKnown = false;
        for (KeyPattern each : keys) {
            boolean same = each.pattern().equals(added.pattern());
            changed.add(same ? each.and(added) : each);
            isKnown |= same;
        }
        if (!isKnown) {
            changed.add(added);
        }
        return new Selector(allKeys, changed, allChannels, channels, commands);
    }

    /** The command rules as ACL GETUSER shows them. */
    public String commandsText() {
        return String.join(" ", commands.rules());
    }

    /** The key patterns as ACL GETUSER shows them. */
    public String keysText() {
        return allKeys
                ? "~*"
                : keys.stream().map(KeyPattern::rule).collect(Collectors.joining(" "));
    }

    /** The channel patterns as ACL GETUSER shows them. */
    public String channelsText() {
        return allChannels ? "&*" : String.join(" ", channels.rules());
    }

    /** Rules that make a new selector like this one, as ACL LIST shows them. */
    List<String> rules() {
        List<String> rules = new ArrayList<>();
        if (allKeys) {
            rules.add("~*");
        } else {
            keys.forEach(pattern -> rules.add(pattern.rule()));
        }
        rules.add(allChannels ? "&*" : "resetchannels");
        rules.addAll(channels.rules());
        rules.addAll(commands.rules());
        return rules;
    }
}
