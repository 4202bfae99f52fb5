package io.gridscript.command.pubsub;

import java.util.List;

/**
 * What one SUBSCRIBE, UNSUBSCRIBE or the like asks for.
 *
 * @param names of channels or patterns; none, where it ends: all that there are
 */
public record SubscriptionChange(ChannelKind kind, boolean begins, List<byte[]> names) {}
