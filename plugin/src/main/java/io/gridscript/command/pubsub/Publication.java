package io.gridscript.command.pubsub;

import java.util.UUID;

/**
 * A message to a channel.
 *
 * @param kind {@link ChannelKind#CHANNEL} or {@link ChannelKind#SHARD_CHANNEL}
 * @param home the member of the connection that publishes; null for this one
 * @param connection that connection's number there
 */
public record Publication(
        ChannelKind kind, byte[] channel, byte[] message, UUID home, long connection) {}
