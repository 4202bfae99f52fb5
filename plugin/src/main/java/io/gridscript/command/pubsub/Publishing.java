package io.gridscript.command.pubsub;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.Client;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.replication.ReplicationStream;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.ChannelSpec;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/** PUBLISH and SPUBLISH: at once, or, from scripts and EXEC, once what they did is committed. */
final class Publishing {

    private final Channels channels;
    private final ReplicationStream stream;

    /**
     * What is published reaches replicas, too.
     *
     * @param stream to those that follow the keyspace here
     */
    Publishing(Channels channels, ReplicationStream stream) {
        this.channels = channels;
        this.stream = stream;
    }

    void register(CommandTable table) {
        table.onSession(
                spec("publish", "2.0.0")
                        .complexity("O(N+M) for N receivers and M patterns")
                        .summary("Sends a message to a channel.")
                        .arguments(Argument.string("channel"), Argument.string("message")),
                (call, reply) -> publish(call, ChannelKind.CHANNEL, reply));
        table.onSession(
                spec("spublish", "7.0.0")
                        .complexity("O(N) for N receivers")
                        .keys(KeySpec.key(1, KeyFlag.NOT_KEY))
                        .summary("Sends a message to a shard channel.")
                        .arguments(Argument.string("shardchannel"), Argument.string("message")),
                (call, reply) -> publish(call, ChannelKind.SHARD_CHANNEL, reply));
    }

    private static CommandSpec.Builder spec(String name, String since) {
        return command(name, 3)
                .group(CommandGroup.PUBSUB)
                .since(since)
                .channels(ChannelSpec.published(1))
                .flags(
                        CommandFlag.PUBSUB,
                        CommandFlag.LOADING,
                        CommandFlag.STALE,
                        CommandFlag.FAST,
                        CommandFlag.MAY_REPLICATE);
    }

    private void publish(CommandCall call, ChannelKind kind, ReplyWriter reply) {
        Client client = call.client();
        Publication publication =
                new Publication(
                        kind, call.argument(1), call.argument(2), client.home(), client.id());
        if (call.keyspace() == null) {
            reply.integer(channels.publish(publication));
            stream.tell(client.database(), call.arguments());
            return;
        }
        if (call.isPropagated()) {
            call.propagate(call.arguments());
        }
        channels.publishAfterUnit(publication);
        reply.integer(channels.receivers(kind, publication.channel()));
    }
}
