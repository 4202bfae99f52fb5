package io.gridscript.grid.pubsub;

import io.gridscript.command.pubsub.ChannelKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How many connections of one other member listen to what. Not for two threads at once. */
final class RemoteSubscriptions implements CountObserver {

    private final Map<ChannelKind, Map<ChannelName, Integer>> counts =
            new EnumMap<>(ChannelKind.class);

    RemoteSubscriptions() {
        for (ChannelKind kind : ChannelKind.values()) {
            counts.put(kind, new HashMap<>());
        }
    }

    @Override
    public void counted(ChannelKind kind, ChannelName name, int count) {
        if (count == 0) {
            counts.get(kind).remove(name);
        } else {
            counts.get(kind).put(name, count);
        }
    }

    int count(ChannelKind kind, ChannelName name) {
        return counts.get(kind).getOrDefault(name, 0);
    }

    Set<ChannelName> names(ChannelKind kind) {
        return counts.get(kind).keySet();
    }

    /** How many there get a message that is sent to that channel. */
    long receivers(ChannelKind kind, ChannelName channel) {
        long receivers = count(kind, channel);
        if (kind == ChannelKind.CHANNEL) {
            for (Map.Entry<ChannelName, Integer> each :
                    counts.get(ChannelKind.PATTERN).entrySet()) {
                if (LocalSubscriptions.matches(each.getKey(), channel)) {
                    receivers += each.getValue();
                }
            }
        }
        return receivers;
    }
}
