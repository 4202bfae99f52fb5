package io.gridscript.grid.pubsub;

import com.hazelcast.cluster.Member;
import io.gridscript.acl.Rights;
import io.gridscript.command.Connection;
import io.gridscript.command.Connections;
import io.gridscript.command.pubsub.ChannelKind;
import io.gridscript.command.pubsub.Channels;
import io.gridscript.command.pubsub.Confirmation;
import io.gridscript.command.pubsub.Publication;
import io.gridscript.command.pubsub.SubscriptionChange;
import io.gridscript.grid.commit.GroupCommit;
import io.gridscript.grid.execution.KeyspaceThreads;
import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.message.MessageKind;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.GlobPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;

/**
 * The channels of the grid as one member sees them: who listens here, and how many on every other
 * member. One lock makes a message and a change of who listens exclude each other, so that nobody
 * gets a message before it began or after it ceased to listen, and all get them in one order.
 */
public final class GridChannels implements Channels {

    private static final byte[] TAKEN = {Link.TAKEN};
    private static final byte[] UNKNOWN = {Link.UNKNOWN};

    /** A member that comes waits so long for others that don't tell who listens there. */
    private static final long ARRIVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long LOOK_AGAIN_MILLIS = 20;

    private final Object lock = new Object();
    private final LocalSubscriptions here = new LocalSubscriptions(this::counted);
    private final Map<UUID, IncomingStream> elsewhere = new HashMap<>();
    private final Participants participants;
    private final KeyspaceThreads threads;
    private final GroupCommit commit;
    private final Links links;
    private final ChangesElsewhere changes;

    /**
     * @param commit of the keyspace whose units publish
     */
    public GridChannels(
            GridMessages messages,
            Participants participants,
            KeyspaceThreads threads,
            GroupCommit commit,
            Connections connections) {
        this.participants = participants;
        this.threads = threads;
        this.commit = commit;
        links = new Links(messages, participants, threads, this::restart);
        changes = new ChangesElsewhere(messages, participants, threads, connections, this);
        messages.register(MessageKind.PUBSUB_STREAM, this::arrived);
    }

    /** Others came, or this member is there: they are told who listens here. */
    public void membersChanged() {
        synchronized (lock) {
            for (Member each : links.missing()) {
                links.begin(each, everything());
            }
        }
        links.flush();
    }

    /** Guarded by the lock. */
    private List<byte[]> everything() {
        List<byte[]> items = new ArrayList<>();
        here.tellAll((kind, name, count) -> items.add(StreamCodec.count(kind, name, count)));
        if (items.isEmpty()) {
            items.add(StreamCodec.nothing());
        }
        return items;
    }

    private void restart(Link link, byte[] batch) {
        synchronized (lock) {
            link.beginAnew(batch, everything());
        }
    }

    /** A member is gone, with whoever listened there. */
    public void left(UUID member) {
        synchronized (lock) {
            elsewhere.remove(member);
        }
        links.end(member);
    }

    /** This member goes over to another cluster, where it is a new one. */
    public void moved() {
        synchronized (lock) {
            elsewhere.clear();
        }
        links.endAll();
    }

    /** This member stops. */
    public void close() {
        links.endAll();
    }

    /**
     * Completes when this member knows who listens elsewhere, and the others know this member. One
     * that doesn't answer is given up in time: what is published here doesn't reach and count its
     * clients until it does.
     */
    public CompletionStage<Void> arrival() {
        membersChanged();
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        awaitArrival(arrived, System.nanoTime() + ARRIVAL_NANOS);
        return arrived;
    }

    private void awaitArrival(CompletableFuture<Void> arrived, long deadline) {
        if (hasArrived() || System.nanoTime() - deadline > 0) {
            arrived.complete(null);
            return;
        }
        try {
            threads.schedule(
                    () -> awaitArrival(arrived, deadline),
                    LOOK_AGAIN_MILLIS,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException tooLate) {
            arrived.complete(null);
        }
    }

    private boolean hasArrived() {
        synchronized (lock) {
            for (Member other : participants.others()) {
                Link link = links.to(other.getUuid());
                if (link == null || !link.hasBegun() || !elsewhere.containsKey(other.getUuid())) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Does something when all that was published here until now has reached the other members, at
     * once if it has. So what a connection publishes on another member next comes after it.
     */
    public void whenDelivered(Runnable action) {
        CompletionStage<Void> delivered = links.isEmpty() ? null : links.delivered();
        if (delivered == null) {
            action.run();
        } else {
            delivered.thenRun(action);
        }
    }

    @Override
    public CompletionStage<List<Confirmation>> change(
            Connection connection, SubscriptionChange change) {
        if (connection.home() != null) {
            return changes.request(connection, change);
        }
        List<Confirmation> confirmations;
        synchronized (lock) {
            confirmations = here.change(connection, change);
        }
        if (change.begins() && !mayListen(connection, change)) {
            // The right went meanwhile, and whoever took it away may not have seen who listens.
            connection.kill();
        }
        CompletableFuture<List<Confirmation>> known = new CompletableFuture<>();
        links.flush();
        whenDelivered(() -> known.complete(confirmations));
        return known;
    }

    private static boolean mayListen(Connection connection, SubscriptionChange change) {
        Rights rights = connection.user().rights();
        boolean isPattern = change.kind() == ChannelKind.PATTERN;
        return change.names().stream().allMatch(name -> rights.allowChannel(name, isPattern));
    }

    /** Whether a connection of this member listens to a channel, or a pattern, of these. */
    public boolean listensTo(Connection connection, BiPredicate<ChannelKind, byte[]> these) {
        synchronized (lock) {
            return here.listensTo(connection, these);
        }
    }

    @Override
    public void leave(Connection connection) {
        synchronized (lock) {
            here.leave(connection);
        }
        links.flush();
    }

    /** Guarded by the lock. */
    private void counted(ChannelKind kind, ChannelName name, int count) {
        if (!links.isEmpty()) {
            links.add(StreamCodec.count(kind, name, count));
        }
    }

    @Override
    public long publish(Publication publication) {
        ChannelName channel = new ChannelName(publication.channel());
        long receivers;
        boolean sent = false;
        synchronized (lock) {
            receivers = here.receivers(publication.kind(), channel);
            if (receivers > 0) {
                here.deliver(publication);
            }
            byte[] item = null;
            for (Map.Entry<UUID, IncomingStream> each : elsewhere.entrySet()) {
                long there = each.getValue().subscriptions().receivers(publication.kind(), channel);
                Link link = there == 0 ? null : links.to(each.getKey());
                if (link != null) {
                    item = item == null ? message(publication) : item;
                    link.add(item);
                    receivers += there;
                    sent = true;
                }
            }
        }
        if (sent) {
            links.flush();
        }
        return receivers;
    }

    private byte[] message(Publication publication) {
        return StreamCodec.message(publication, participants.local().getUuid());
    }

    @Override
    public void publishAfterUnit(Publication publication) {
        commit.afterUnit(() -> publish(publication));
    }

    @Override
    public long receivers(ChannelKind kind, byte[] channel) {
        ChannelName name = new ChannelName(channel);
        synchronized (lock) {
            long receivers = here.receivers(kind, name);
            for (IncomingStream each : elsewhere.values()) {
                receivers += each.subscriptions().receivers(kind, name);
            }
            return receivers;
        }
    }

    @Override
    public long subscribers(ChannelKind kind, byte[] channel) {
        ChannelName name = new ChannelName(channel);
        synchronized (lock) {
            long subscribers = here.count(kind, name);
            for (IncomingStream each : elsewhere.values()) {
                subscribers += each.subscriptions().count(kind, name);
            }
            return subscribers;
        }
    }

    @Override
    public List<byte[]> active(ChannelKind kind, GlobPattern pattern) {
        return names(kind).stream()
                .map(ChannelName::bytes)
                .filter(name -> pattern == null || pattern.matches(name))
                .toList();
    }

    @Override
    public long count(ChannelKind kind) {
        return names(kind).size();
    }

    private Set<ChannelName> names(ChannelKind kind) {
        synchronized (lock) {
            Set<ChannelName> names = new HashSet<>(here.names(kind));
            for (IncomingStream each : elsewhere.values()) {
                names.addAll(each.subscriptions().names(kind));
            }
            return names;
        }
    }

    /** A batch has come from another member. */
    private CompletionStage<byte[]> arrived(Member sender, byte[] batch) {
        boolean taken;
        synchronized (lock) {
            IncomingStream stream =
                    elsewhere.computeIfAbsent(
                            sender.getUuid(), any -> new IncomingStream(here::deliver));
            taken = take(stream, batch);
            if (!stream.hasBegun() || !participants.contains(sender.getUuid())) {
                elsewhere.remove(sender.getUuid());
            }
        }
        if (links.to(sender.getUuid()) == null) {
            membersChanged();
        }
        return CompletableFuture.completedFuture(taken ? TAKEN : UNKNOWN);
    }

    private boolean take(IncomingStream stream, byte[] batch) {
        try {
            return stream.take(batch, participants.local().getUuid());
        } catch (CorruptInput e) {
            throw new IllegalStateException("Pub/sub of a member did not arrive as sent", e);
        }
    }
}
