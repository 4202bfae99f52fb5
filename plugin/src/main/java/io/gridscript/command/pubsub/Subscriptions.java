package io.gridscript.command.pubsub;

/** How many channels, patterns and shard channels a connection listens to. */
public record Subscriptions(int channels, int patterns, int shardChannels) {

    public static final Subscriptions NONE = new Subscriptions(0, 0, 0);

    /** Whether there is any: in RESP2 such a connection may do little else. */
    public boolean isAny() {
        return channels + patterns + shardChannels > 0;
    }

    /** What confirmations tell: channels and patterns count together, shard channels apart. */
    public int told(ChannelKind kind) {
        return kind == ChannelKind.SHARD_CHANNEL ? shardChannels : channels + patterns;
    }
}
