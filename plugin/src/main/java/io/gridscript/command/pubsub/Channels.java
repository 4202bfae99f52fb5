package io.gridscript.command.pubsub;

import io.gridscript.command.Connection;
import io.gridscript.keyspace.GlobPattern;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The channels of the whole grid: who listens, and the way of messages to them. A port: implemented
 * by grid. Safe for all threads.
 */
public interface Channels {

    /**
     * Lets a connection begin or cease to listen.
     *
     * @return completes, when every member knows, with what to tell the connection, in order; never
     *     exceptionally
     */
    CompletionStage<List<Confirmation>> change(Connection connection, SubscriptionChange change);

    /** A connection of this member listens to nothing any more. */
    void leave(Connection connection);

    /**
     * Sends a message to all who listen, after those that this member sent before.
     *
     * @return how many listen now
     */
    long publish(Publication publication);

    /**
     * Sends a message when the unit in progress on the keyspace, which the caller holds, has ended
     * and is committed.
     */
    void publishAfterUnit(Publication publication);

    /** How many would get a message now, those that listen to patterns too. */
    long receivers(ChannelKind kind, byte[] channel);

    /** How many listen to the channel of that name itself. */
    long subscribers(ChannelKind kind, byte[] channel);

    /**
     * The channels to which anybody listens.
     *
     * @param pattern of their names; null for all
     */
    List<byte[]> active(ChannelKind kind, GlobPattern pattern);

    /** How many channels or patterns of a kind anybody listens to. */
    long count(ChannelKind kind);
}
