package io.gridscript.grid.routing;

import io.gridscript.command.Connection;
import io.gridscript.command.Traffic;
import io.gridscript.command.pubsub.Subscriptions;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import io.gridscript.reply.Ascii;

/** What a connection's commands may ask of it and never change, as {@link Connection} has it. */
record ConnectionFacts(
        long id,
        String address,
        String localAddress,
        String lastCommand,
        Traffic traffic,
        Subscriptions subscriptions) {

    static ConnectionFacts of(Connection connection) {
        return new ConnectionFacts(
                connection.id(),
                connection.address(),
                connection.localAddress(),
                connection.lastCommand(),
                connection.traffic(),
                connection.subscriptions());
    }

    static ConnectionFacts read(WireInput in) throws CorruptInput {
        return new ConnectionFacts(
                in.number(),
                Ascii.string(in.string()),
                Ascii.string(in.string()),
                Ascii.string(in.string()),
                new Traffic(in.number(), in.number(), in.number(), in.number(), in.number()),
                new Subscriptions(
                        in.number(Integer.MAX_VALUE),
                        in.number(Integer.MAX_VALUE),
                        in.number(Integer.MAX_VALUE)));
    }

    void writeTo(WireOutput out) {
        out.number(id);
        out.string(Ascii.bytes(address));
        out.string(Ascii.bytes(localAddress));
        out.string(Ascii.bytes(lastCommand));
        out.number(traffic.createdAt());
        out.number(traffic.lastRequestAt());
        out.number(traffic.bytesRead());
        out.number(traffic.bytesWritten());
        out.number(traffic.commandsRun());
        out.number(subscriptions.channels());
        out.number(subscriptions.patterns());
        out.number(subscriptions.shardChannels());
    }
}
