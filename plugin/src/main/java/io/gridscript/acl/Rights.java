package io.gridscript.acl;

import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a user may run: what one of its selectors allows. There is always the first. Immutable. */
public final class Rights {

    /** Every command on every key and channel: the rights of the default user. */
    public static final Rights ALL = new Rights(List.of(Selector.ALL));

    /** Nothing but what needs no user at all, such as AUTH. */
    public static final Rights NONE = new Rights(List.of(Selector.NONE));

    private final List<Selector> selectors;
    private final boolean isEverything;

    private Rights(List<Selector> selectors) {
        this.selectors = List.copyOf(selectors);
        isEverything = selectors.get(0).isEverything();
    }

    /** The first, which rules outside parentheses are about. */
    public Selector root() {
        return selectors.get(0);
    }

    /** Those of rules in parentheses. */
    public List<Selector> others() {
        return selectors.subList(1, selectors.size());
    }

    Rights withRoot(Selector root) {
        List<Selector> changed = new ArrayList<>(selectors);
        changed.set(0, root);
        return new Rights(changed);
    }

    Rights with(Selector another) {
        List<Selector> changed = new ArrayList<>(selectors);
        changed.add(another);
        return new Rights(changed);
    }

    Rights withoutOthers() {
        return new Rights(List.of(root()));
    }

    /**
     * Checks a request.
     *
     * @return why it may not run, or null when it may
     */
    Refusal check(CommandSpec spec, byte[][] request) {
        return isEverything ? null : checkSelectors(spec, request);
    }

    private Refusal checkSelectors(CommandSpec spec, byte[][] request) {
        Refusal refusal = Refusal.command(spec);
        for (Selector selector : selectors) {
            Refusal each = selector.check(spec, request);
            if (each == null) {
                return null;
            }
            refusal = refusal.orLater(each);
        }
        return refusal;
    }

    /** Whether one selector allows a request and that use of every key. */
    boolean allowOnEveryKey(CommandSpec spec, byte[][] request, Set<KeyFlag> use) {
        for (Selector selector : selectors) {
            if (selector.allowsEveryKey(use) && selector.check(spec, request) == null) {
                return true;
            }
        }
        return false;
    }

    /** Whether some selector allows to listen to a channel or, literally, to a pattern. */
    public boolean allowChannel(byte[] name, boolean isPattern) {
        for (Selector selector : selectors) {
            if (selector.allChannels() || selector.channels().allow(name, isPattern)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The channels of all selectors, if they may be fewer than those of former rights: whoever
     * listens to others must stop then.
     *
     * @return null when nobody has lost any
     */
    public ChannelPatterns channelsIfFewerThan(Rights former) {
        ChannelPatterns channels = ChannelPatterns.NONE;
        for (Selector selector : selectors) {
            if (selector.allChannels()) {
                return null;
            }
            channels = channels.and(selector.channels());
        }
        for (Selector selector : former.selectors) {
            if (selector.allChannels()
                    || !channels.patterns().containsAll(selector.channels().patterns())) {
                return channels;
            }
        }
        return null;
    }
}
