package io.gridscript.grid.pubsub;

import io.gridscript.command.pubsub.ChannelKind;
import io.gridscript.command.pubsub.Publication;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The stream of another member to this one: how far it is, and who listens there by what it said.
 * Not for two threads at once.
 */
final class IncomingStream implements StreamCodec.Taker {

    private final Consumer<Publication> receiver;
    private RemoteSubscriptions subscriptions = new RemoteSubscriptions();
    private long stream;
    private long number;

    /**
     * @param receiver takes messages that were published there
     */
    IncomingStream(Consumer<Publication> receiver) {
        this.receiver = receiver;
    }

    RemoteSubscriptions subscriptions() {
        return subscriptions;
    }

    boolean hasBegun() {
        return number > 0;
    }

    /**
     * Takes a batch, unless it was taken before.
     *
     * @param local this member
     * @return whether it is taken; otherwise the sender must begin anew
     */
    boolean take(byte[] batch, UUID local) throws CorruptInput {
        WireInput in = new WireInput(batch);
        long theirStream = in.fixed();
        long theirNumber = in.number();
        if (theirStream < stream || theirStream == stream && theirNumber <= number) {
            return true;
        }
        if (theirNumber == 1) {
            stream = theirStream;
            subscriptions = new RemoteSubscriptions();
        } else if (theirStream != stream || theirNumber != number + 1) {
            return false;
        }
        number = theirNumber;
        while (!in.isAtEnd()) {
            StreamCodec.read(in.string(), local, this);
        }
        return true;
    }

    @Override
    public void counted(ChannelKind kind, ChannelName name, int count) {
        subscriptions.counted(kind, name, count);
    }

    @Override
    public void published(Publication publication) {
        receiver.accept(publication);
    }
}
