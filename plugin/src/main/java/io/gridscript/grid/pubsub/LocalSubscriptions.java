package io.gridscript.grid.pubsub;

import io.gridscript.command.Connection;
import io.gridscript.command.pubsub.ChannelKind;
import io.gridscript.command.pubsub.Confirmation;
import io.gridscript.command.pubsub.Publication;
import io.gridscript.command.pubsub.SubscriptionChange;
import io.gridscript.command.pubsub.Subscriptions;
import io.gridscript.keyspace.GlobPattern;
import io.gridscript.reply.Reply;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** Which connections of this member listen to what. Not for two threads at once. */
final class LocalSubscriptions {

    private final Map<ChannelKind, Map<ChannelName, Set<Subscriber>>> listeners =
            new EnumMap<>(ChannelKind.class);
    private final Map<Connection, Subscriber> subscribers = new IdentityHashMap<>();
    private final CountObserver observer;

    LocalSubscriptions(CountObserver observer) {
        this.observer = observer;
        for (ChannelKind kind : ChannelKind.values()) {
            listeners.put(kind, new HashMap<>());
        }
    }

    /** Lets a connection begin or cease to listen; what to tell it of that, in order. */
    List<Confirmation> change(Connection connection, SubscriptionChange change) {
        List<Confirmation> confirmations = new ArrayList<>();
        if (change.begins()) {
            // One that is closed would never leave.
            if (!connection.isClosing()) {
                subscribe(connection, change, confirmations);
            }
        } else {
            unsubscribe(connection, change, confirmations);
        }
        return confirmations;
    }

    private void subscribe(
            Connection connection, SubscriptionChange change, List<Confirmation> confirmations) {
        Subscriber subscriber = subscribers.computeIfAbsent(connection, Subscriber::new);
        ChannelKind kind = change.kind();
        for (byte[] bytes : change.names()) {
            ChannelName name = new ChannelName(bytes);
            if (subscriber.names(kind).add(name)) {
                Set<Subscriber> all =
                        listeners.get(kind).computeIfAbsent(name, any -> new LinkedHashSet<>());
                all.add(subscriber);
                observer.counted(kind, name, all.size());
            }
            confirmations.add(new Confirmation(bytes, subscriber.counts().told(kind)));
        }
        connection.subscriptions(subscriber.counts());
    }

    private void unsubscribe(
            Connection connection, SubscriptionChange change, List<Confirmation> confirmations) {
        ChannelKind kind = change.kind();
        Subscriber subscriber = subscribers.get(connection);
        for (byte[] name : names(subscriber, change)) {
            if (subscriber != null) {
                remove(subscriber, kind, new ChannelName(name));
            }
            confirmations.add(new Confirmation(name, counts(subscriber).told(kind)));
        }
        if (confirmations.isEmpty()) {
            confirmations.add(new Confirmation(null, counts(subscriber).told(kind)));
        }
        connection.subscriptions(counts(subscriber));
        if (!counts(subscriber).isAny()) {
            subscribers.remove(connection);
        }
    }

    private static List<byte[]> names(Subscriber subscriber, SubscriptionChange change) {
        if (!change.names().isEmpty() || subscriber == null) {
            return change.names();
        }
        return subscriber.names(change.kind()).stream().map(ChannelName::bytes).toList();
    }

    private static Subscriptions counts(Subscriber subscriber) {
        return subscriber == null ? Subscriptions.NONE : subscriber.counts();
    }

    private void remove(Subscriber subscriber, ChannelKind kind, ChannelName name) {
        if (!subscriber.names(kind).remove(name)) {
            return;
        }
        Set<Subscriber> all = listeners.get(kind).get(name);
        all.remove(subscriber);
        if (all.isEmpty()) {
            listeners.get(kind).remove(name);
        }
        observer.counted(kind, name, all.size());
    }

    /** A connection listens to nothing any more. */
    void leave(Connection connection) {
        Subscriber subscriber = subscribers.remove(connection);
        if (subscriber == null) {
            return;
        }
        for (ChannelKind kind : ChannelKind.values()) {
            for (ChannelName name : List.copyOf(subscriber.names(kind))) {
                remove(subscriber, kind, name);
            }
        }
        connection.subscriptions(Subscriptions.NONE);
    }

    /** Whether a connection listens to a channel, or a pattern of channels, of these. */
    boolean listensTo(Connection connection, BiPredicate<ChannelKind, byte[]> these) {
        Subscriber subscriber = subscribers.get(connection);
        if (subscriber == null) {
            return false;
        }
        for (ChannelKind kind : ChannelKind.values()) {
            for (ChannelName name : subscriber.names(kind)) {
                if (these.test(kind, name.bytes())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Tells an observer all counts. */
    void tellAll(CountObserver newcomer) {
        listeners.forEach(
                (kind, all) ->
                        all.forEach((name, each) -> newcomer.counted(kind, name, each.size())));
    }

    int count(ChannelKind kind, ChannelName name) {
        Set<Subscriber> all = listeners.get(kind).get(name);
        return all == null ? 0 : all.size();
    }

    Set<ChannelName> names(ChannelKind kind) {
        return listeners.get(kind).keySet();
    }

    /** How many get a message that is sent to that channel. */
    long receivers(ChannelKind kind, ChannelName channel) {
        long receivers = count(kind, channel);
        if (kind == ChannelKind.CHANNEL) {
            for (Map.Entry<ChannelName, Set<Subscriber>> each : patterns().entrySet()) {
                if (matches(each.getKey(), channel)) {
                    receivers += each.getValue().size();
                }
            }
        }
        return receivers;
    }

    private Map<ChannelName, Set<Subscriber>> patterns() {
        return listeners.get(ChannelKind.PATTERN);
    }

    static boolean matches(ChannelName pattern, ChannelName channel) {
        return GlobPattern.of(pattern.bytes()).matches(channel.bytes());
    }

    /** Gives a message to all that listen; a connection gets it once for each way it listens. */
    void deliver(Publication publication) {
        ChannelKind kind = publication.kind();
        ChannelName channel = new ChannelName(publication.channel());
        Set<Subscriber> all = listeners.get(kind).get(channel);
        if (all != null) {
            Reply message = message(publication);
            all.forEach(each -> each.push(publication, message));
        }
        if (kind == ChannelKind.CHANNEL) {
            patterns()
                    .forEach(
                            (pattern, matching) -> {
                                if (matches(pattern, channel)) {
                                    Reply message = message(pattern, publication);
                                    matching.forEach(each -> each.push(publication, message));
                                }
                            });
        }
    }

    private static Reply message(Publication publication) {
        return writer -> {
            writer.push(3);
            writer.bulk(publication.kind().message());
            writer.bulk(publication.channel());
            writer.bulk(publication.message());
        };
    }

    private static Reply message(ChannelName pattern, Publication publication) {
        return writer -> {
            writer.push(4);
            writer.bulk(ChannelKind.PATTERN.message());
            writer.bulk(pattern.bytes());
            writer.bulk(publication.channel());
            writer.bulk(publication.message());
        };
    }
}
