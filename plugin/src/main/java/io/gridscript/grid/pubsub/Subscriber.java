package io.gridscript.grid.pubsub;

import io.gridscript.command.Connection;
import io.gridscript.command.pubsub.ChannelKind;
import io.gridscript.command.pubsub.Publication;
import io.gridscript.command.pubsub.Subscriptions;
import io.gridscript.reply.Reply;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A connection of this member that listens, and to what. */
final class Subscriber {

    private final Connection connection;
    private final Map<ChannelKind, Set<ChannelName>> names = new EnumMap<>(ChannelKind.class);

    Subscriber(Connection connection) {
        this.connection = connection;
        for (ChannelKind kind : ChannelKind.values()) {
            names.put(kind, new LinkedHashSet<>());
        }
    }

    Set<ChannelName> names(ChannelKind kind) {
        return names.get(kind);
    }

    Subscriptions counts() {
        return new Subscriptions(
                names(ChannelKind.CHANNEL).size(),
                names(ChannelKind.PATTERN).size(),
                names(ChannelKind.SHARD_CHANNEL).size());
    }

    /** What comes from a command of the connection itself follows the reply of that. */
    void push(Publication publication, Reply message) {
        boolean own = publication.home() == null && publication.connection() == connection.id();
        if (own) {
            connection.pushOwn(message);
        } else {
            connection.push(message);
        }
    }
}
