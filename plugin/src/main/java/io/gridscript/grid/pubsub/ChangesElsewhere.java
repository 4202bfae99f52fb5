package io.gridscript.grid.pubsub;

import com.hazelcast.cluster.Member;
import io.gridscript.command.Connection;
import io.gridscript.command.Connections;
import io.gridscript.command.pubsub.ChannelKind;
import io.gridscript.command.pubsub.Channels;
import io.gridscript.command.pubsub.Confirmation;
import io.gridscript.command.pubsub.SubscriptionChange;
import io.gridscript.command.pubsub.Subscriptions;
import io.gridscript.grid.execution.KeyspaceThreads;
import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.message.MessageKind;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Changes by connections of another member, whose EXEC runs where the keyspace is: who listens is
 * kept by the member that the connection is on, and that is asked to change it. Asked twice it
 * changes nothing more.
 */
final class ChangesElsewhere {

    private static final System.Logger LOGGER = System.getLogger(ChangesElsewhere.class.getName());

    /** Longer than a change waits for members that don't answer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final long RETRY_MILLIS = 50;
    private static final ChannelKind[] KINDS = ChannelKind.values();

    /** What a change has come to, and how much the connection listens to then. */
    private record Result(Subscriptions subscriptions, List<Confirmation> confirmations) {
        static final Result OF_NOBODY = new Result(Subscriptions.NONE, List.of());
    }

    private final GridMessages messages;
    private final Participants participants;
    private final KeyspaceThreads threads;
    private final Connections connections;
    private final Channels channels;

    ChangesElsewhere(
            GridMessages messages,
            Participants participants,
            KeyspaceThreads threads,
            Connections connections,
            Channels channels) {
        this.messages = messages;
        this.participants = participants;
        this.threads = threads;
        this.connections = connections;
        this.channels = channels;
        messages.register(MessageKind.PUBSUB_CHANGE, (sender, bytes) -> requested(bytes));
    }

    /** Asks the member of a connection for a change. */
    CompletionStage<List<Confirmation>> request(Connection connection, SubscriptionChange change) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        ask(connection, write(connection.id(), change), result);
        return result.thenApply(
                known -> {
                    connection.subscriptions(known.subscriptions);
                    return known.confirmations;
                });
    }

    private void ask(Connection connection, byte[] request, CompletableFuture<Result> result) {
        Member home = participants.find(connection.home());
        if (home == null) {
            result.complete(Result.OF_NOBODY);
            return;
        }
        messages.send(home, MessageKind.PUBSUB_CHANGE, request, TIMEOUT)
                .whenComplete(
                        (answer, failure) -> {
                            if (failure == null) {
                                result.complete(readResult(answer));
                            } else {
                                askAgain(connection, request, result, failure);
                            }
                        });
    }

    private void askAgain(
            Connection connection,
            byte[] request,
            CompletableFuture<Result> result,
            Throwable failure) {
        LOGGER.log(System.Logger.Level.DEBUG, "A member doesn't change who listens", failure);
        try {
            threads.schedule(
                    () -> ask(connection, request, result), RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException tooLate) {
            result.complete(Result.OF_NOBODY);
        }
    }

    /** Changes what a connection of this member listens to. */
    private CompletionStage<byte[]> requested(byte[] request) {
        long id;
        SubscriptionChange change;
        try {
            WireInput in = new WireInput(request);
            id = in.number();
            change = readChange(in);
        } catch (CorruptInput e) {
            throw new IllegalStateException("A change of who listens did not arrive as sent", e);
        }
        for (Connection each : connections.all()) {
            if (each.id() == id) {
                return channels.change(each, change)
                        .thenApply(done -> write(new Result(each.subscriptions(), done)));
            }
        }
        return CompletableFuture.completedFuture(write(Result.OF_NOBODY));
    }

    private static byte[] write(long connection, SubscriptionChange change) {
        WireOutput out = new WireOutput();
        out.number(connection);
        out.octet(change.kind().ordinal());
        out.octet(change.begins() ? 1 : 0);
        out.number(change.names().size());
        change.names().forEach(out::string);
        return out.toBytes();
    }

    private static SubscriptionChange readChange(WireInput in) throws CorruptInput {
        ChannelKind kind = KINDS[in.number(KINDS.length - 1)];
        boolean begins = in.octet() == 1;
        List<byte[]> names = new ArrayList<>();
        for (int left = in.number(in.remaining()); left > 0; left--) {
            names.add(in.string());
        }
        return new SubscriptionChange(kind, begins, names);
    }

    private static byte[] write(Result result) {
        WireOutput out = new WireOutput();
        out.number(result.subscriptions.channels());
        out.number(result.subscriptions.patterns());
        out.number(result.subscriptions.shardChannels());
        out.number(result.confirmations.size());
        for (Confirmation each : result.confirmations) {
            out.octet(each.name() == null ? 0 : 1);
            out.string(each.name() == null ? new byte[0] : each.name());
            out.number(each.subscriptions());
        }
        return out.toBytes();
    }

    private static Result readResult(byte[] bytes) {
        try {
            WireInput in = new WireInput(bytes);
            Subscriptions subscriptions = new Subscriptions(number(in), number(in), number(in));
            List<Confirmation> confirmations = new ArrayList<>();
            for (int left = number(in); left > 0; left--) {
                boolean named = in.octet() == 1;
                byte[] name = in.string();
                confirmations.add(new Confirmation(named ? name : null, number(in)));
            }
            return new Result(subscriptions, confirmations);
        } catch (CorruptInput e) {
            throw new IllegalStateException("An answer that this grid has written", e);
        }
    }

    private static int number(WireInput in) throws CorruptInput {
        return in.number(Integer.MAX_VALUE);
    }
}
