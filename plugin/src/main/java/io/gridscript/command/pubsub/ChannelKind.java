package io.gridscript.command.pubsub;

/** What a connection can listen to, with the words that announce what happens there. */
public enum ChannelKind {
    CHANNEL(""),
    /** All channels whose names match, but for shard channels. */
    PATTERN("p"),
    /** Channels apart from the others, which a cluster keeps with the slot of their name. */
    SHARD_CHANNEL("s");

    private final String subscribe;
    private final String unsubscribe;
    private final String message;

    ChannelKind(String prefix) {
        subscribe = prefix + "subscribe";
        unsubscribe = prefix + "unsubscribe";
        message = prefix + "message";
    }

    public String subscribe() {
        return subscribe;
    }

    public String unsubscribe() {
        return unsubscribe;
    }

    public String message() {
        return message;
    }
}
