package io.gridscript.grid.replicas;

import com.hazelcast.cluster.Member;
import io.gridscript.command.Connection;
import io.gridscript.command.Connections;
import io.gridscript.command.replication.Replica;
import io.gridscript.command.replication.Replicas;
import io.gridscript.grid.execution.KeyspaceThreads;
import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.message.MessageKind;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.reply.Ascii;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The ways to replicas, whichever member they have asked: the batches of other members for replicas
 * here, and those of this member for replicas there.
 */
public final class ReplicaLines {

    private static final System.Logger LOGGER = System.getLogger(ReplicaLines.class.getName());
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long RETRY_MILLIS = 50;
    private static final byte[] TAKEN = {1};
    private static final byte[] GONE = {0};
    private static final RemoteReplica.Item[] ITEMS = RemoteReplica.Item.values();

    private final GridMessages messages;
    private final Participants participants;
    private final KeyspaceThreads threads;
    private final Connections connections;

    /** Begins to take what other members send to replicas among these connections. */
    public ReplicaLines(
            GridMessages messages,
            Participants participants,
            KeyspaceThreads threads,
            Connections connections) {
        this.messages = messages;
        this.participants = participants;
        this.threads = threads;
        this.connections = connections;
        messages.register(
                MessageKind.REPLICA_STREAM,
                (sender, batch) ->
                        CompletableFuture.completedFuture(arrived(sender.getUuid(), batch)));
    }

    /** The way to a connection. */
    ReplicaLine to(Connection connection) {
        UUID home = connection.home();
        return home == null
                ? new LocalReplica(connection, participants.local().getUuid())
                : new RemoteReplica(connection.id(), (line, batch) -> send(home, line, batch));
    }

    /** A member is gone: what it sent to replicas here ends, and they have to begin anew. */
    public void left(UUID member) {
        for (Connection each : Replicas.of(connections)) {
            if (member.equals(each.replica().owner())) {
                each.kill();
            }
        }
    }

    /** Ends replicas of this member that have not said anything for so long. */
    void closeSilent(long millis) {
        for (Connection each : Replicas.of(connections)) {
            if (each.replica().isSilentFor(millis)) {
                each.kill();
            }
        }
    }

    private void send(UUID home, RemoteReplica line, byte[] batch) {
        Member member = participants.find(home);
        if (member == null) {
            line.gone();
            return;
        }
        messages.send(member, MessageKind.REPLICA_STREAM, batch, TIMEOUT)
                .whenComplete(
                        (answer, failure) -> {
                            if (failure != null) {
                                sendAgain(home, line, batch, failure);
                            } else if (answer[0] == TAKEN[0]) {
                                line.taken();
                            } else {
                                line.gone();
                            }
                        });
    }

    private void sendAgain(UUID home, RemoteReplica line, byte[] batch, Throwable failure) {
        LOGGER.log(System.Logger.Level.DEBUG, "A batch to a replica is sent again", failure);
        try {
            threads.schedule(() -> send(home, line, batch), RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException tooLate) {
            line.gone();
        }
    }

    /** Takes a batch for a replica of this member, once, though it come again. */
    private byte[] arrived(UUID owner, byte[] batch) {
        try {
            WireInput in = new WireInput(batch);
            Connection connection = find(in.number());
            if (connection == null || !connection.isOpen()) {
                return GONE;
            }
            long number = in.number();
            int items = in.number(Integer.MAX_VALUE);
            if (facts(connection).takesNext(number)) {
                take(new LocalReplica(connection, owner), items, new WireInput(in.string()));
            }
            return TAKEN;
        } catch (CorruptInput e) {
            throw new IllegalStateException("A stream to a replica did not arrive as sent", e);
        }
    }

    private Connection find(long id) {
        for (Connection each : connections.all()) {
            if (each.id() == id) {
                return each;
            }
        }
        return null;
    }

    private static Replica facts(Connection connection) {
        if (connection.replica() == null) {
            connection.replica(new Replica());
        }
        return connection.replica();
    }

    private static void take(LocalReplica replica, int items, WireInput in) throws CorruptInput {
        for (int left = items; left > 0; left--) {
            WireInput item = new WireInput(in.string());
            switch (ITEMS[item.number(ITEMS.length - 1)]) {
                case BEGINNING ->
                        replica.begin(
                                new Beginning(
                                        Ascii.string(item.string()),
                                        item.number(),
                                        item.number(),
                                        item.octet() == 1));
                case SNAPSHOT -> replica.snapshot(item.string());
                case COMMANDS -> replica.commands(item.string());
                case END -> replica.close();
            }
        }
    }
}
