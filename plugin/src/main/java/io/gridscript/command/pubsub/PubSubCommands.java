package io.gridscript.command.pubsub;

import io.gridscript.command.CommandTable;
import io.gridscript.command.replication.ReplicationStream;

/** All commands of pub/sub. */
public final class PubSubCommands {

    private PubSubCommands() {}

    public static void register(CommandTable table, Channels channels, ReplicationStream stream) {
        new Subscribing(channels).register(table);
        new Publishing(channels, stream).register(table);
        new PubSubCommand(channels).register(table);
    }
}
