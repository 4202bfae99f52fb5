package io.gridscript.command.pubsub;

import io.gridscript.command.CommandTable;

/** All commands of pub/sub. */
public final class PubSubCommands {

    private PubSubCommands() {}

    public static void register(CommandTable table, Channels channels) {
        new Subscribing(channels).register(table);
        new Publishing(channels).register(table);
        new PubSubCommand(channels).register(table);
    }
}
