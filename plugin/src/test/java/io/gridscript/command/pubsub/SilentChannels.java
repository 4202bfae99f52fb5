package io.gridscript.command.pubsub;

import io.gridscript.command.Connection;
import io.gridscript.keyspace.GlobPattern;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Channels to which nobody listens, whatever is asked for. */
public final class SilentChannels implements Channels {

    @Override
    public CompletionStage<List<Confirmation>> change(
            Connection connection, SubscriptionChange change) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public void leave(Connection connection) {
        // It listens to nothing.
    }

    @Override
    public long publish(Publication publication) {
        return 0;
    }

    @Override
    public void publishAfterUnit(Publication publication) {
        // To nobody.
    }

    @Override
    public long receivers(ChannelKind kind, byte[] channel) {
        return 0;
    }

    @Override
    public long subscribers(ChannelKind kind, byte[] channel) {
        return 0;
    }

    @Override
    public List<byte[]> active(ChannelKind kind, GlobPattern pattern) {
        return List.of();
    }

    @Override
    public long count(ChannelKind kind) {
        return 0;
    }
}
