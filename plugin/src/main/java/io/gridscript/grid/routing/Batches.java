package io.gridscript.grid.routing;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.internal.util.ConcurrencyUtil;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import com.hazelcast.spi.impl.NodeEngine;
import io.gridscript.acl.Users;
import io.gridscript.command.BlockingUnit;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.CommandTable;
import io.gridscript.command.CommandUnit;
import io.gridscript.command.DataLimits;
import io.gridscript.command.Unit;
import io.gridscript.command.script.Loading;
import io.gridscript.grid.GridService;
import io.gridscript.grid.commit.Acknowledgement;
import io.gridscript.grid.commit.SenderId;
import io.gridscript.grid.execution.Batch;
import io.gridscript.grid.execution.Elsewhere;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.grid.execution.KeyspaceThreads;
import io.gridscript.grid.pubsub.GridChannels;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.KeyspaceFigures;
import io.gridscript.script.LoadedBy;
import io.gridscript.script.ScriptCache;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends batches of this member's connections to the owner of the keyspace; the other end of the way
 * is {@link Arrivals}. A batch is sent until it is answered; that it runs once only, the owner sees
 * to by its sender and number.
 */
public final class Batches implements Elsewhere {

    private static final System.Logger LOGGER = System.getLogger(Batches.class.getName());
    private static final long RETRY_MILLIS = 50;
    private static final long ACKNOWLEDGING_MILLIS = 1000;

    /** Hazelcast waits a little longer before each try; after so many, this class tries again. */
    private static final int TRIES = 20;

    /** Longer sources aren't compiled on a thread of Hazelcast's. */
    private static final int QUICKLY_COMPILED_BYTES = 16 << 10;

    private static final long PAUSE_MILLIS = 20;

    private final NodeEngine nodeEngine;
    private final KeyspaceThreads threads;
    private final int partition;
    private final Users users;
    private final DataLimits limits;
    private final BatchCodec codec;
    private final ScriptCache scripts;
    private final GridChannels channels;
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong sentAgain = new AtomicLong();
    private final Set<Long> senders = ConcurrentHashMap.newKeySet();
    private final Acknowledgements acknowledgements;
    private final BlockedBatches blocked;
    private final OwnersFigures figures;
    private KeyspaceActor keyspace;
    private Arrivals arrivals;

    /**
     * @param partition the keyspace's
     */
    public Batches(
            NodeEngine nodeEngine,
            KeyspaceThreads threads,
            int partition,
            Users users,
            DataLimits limits,
            CommandTable table,
            CommandRunner runner,
            ScriptCache scripts,
            GridChannels channels) {
        this.nodeEngine = nodeEngine;
        this.threads = threads;
        this.partition = partition;
        this.users = users;
        this.limits = limits;
        this.scripts = scripts;
        this.channels = channels;
        codec = new BatchCodec(new UnitCodec(table, runner));
        acknowledgements = new Acknowledgements(nodeEngine, partition);
        blocked = new BlockedBatches(nodeEngine, threads, partition);
        figures = new OwnersFigures(nodeEngine, threads, partition);
    }

    /** Begins, with the keyspace as it is on this member. */
    public void start(KeyspaceActor actor) {
        keyspace = actor;
        arrivals = new Arrivals(nodeEngine, actor, codec, users, limits, channels);
        threads.repeat(acknowledgements::send, ACKNOWLEDGING_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void send(Batch batch) {
        SenderId sender = sender(batch.connection().id());
        senders.add(sender.connection());
        long number = sequence.incrementAndGet();
        List<byte[]> sources = UnitCodec.evaluated(batch.remaining());
        Sent sent =
                new Sent(
                        batch,
                        sender,
                        number,
                        message(batch, sender, number),
                        sources,
                        scripts.epoch());
        if (batch.isBlocking()) {
            blocked.sent(batch, sender, number);
        }
        if (mayPublish(batch.remaining(), keyspace)) {
            channels.whenDelivered(() -> invoke(sent));
        } else {
            invoke(sent);
        }
    }

    private byte[] message(Batch batch, SenderId sender, long number) {
        return codec.write(sender, number, batch.connection(), batch.remaining());
    }

    /**
     * Whether messages may come of these units. They take another way than what the connection
     * publishes on its own member: each way is taken only when what went before has arrived.
     */
    static boolean mayPublish(List<Unit> units, KeyspaceActor keyspace) {
        if (keyspace.keyspace().events().isAnyTold()) {
            return true;
        }
        for (Unit unit : units) {
            if (!(unit instanceof CommandUnit || unit instanceof BlockingUnit)) {
                return true;
            }
        }
        return false;
    }

    /** A member that goes over to another cluster gets another id there. */
    private SenderId sender(long connection) {
        return new SenderId(nodeEngine.getLocalMember().getUuid(), connection);
    }

    /**
     * A batch on its way.
     *
     * @param sources of its EVALs
     * @param epoch of the script cache before it was sent
     */
    private record Sent(
            Batch batch,
            SenderId sender,
            long number,
            byte[] message,
            List<byte[]> sources,
            long epoch) {}

    private void invoke(Sent sent) {
        nodeEngine
                .getOperationService()
                .createInvocationBuilder(
                        GridService.NAME, new BatchOperation(sent.message), partition)
                .setTryCount(sent.batch.isBlocking() ? 1 : TRIES)
                .setTryPauseMillis(PAUSE_MILLIS)
                .setAsync()
                .<byte[]>invoke()
                .whenCompleteAsync(
                        (answer, failure) -> {
                            if (failure == null) {
                                answered(sent, answer);
                            } else {
                                tryAgain(sent, failure);
                            }
                        },
                        ConcurrencyUtil.CALLER_RUNS);
    }

    private void answered(Sent sent, byte[] bytes) {
        blocked.answered(sent.batch);
        acknowledgements.add(new Acknowledgement.Received(sent.sender, sent.number));
        try {
            BatchAnswer answer = BatchCodec.readAnswer(bytes);
            answer.applyTo(sent.batch.connection(), users);
            sent.batch.replies().target().writeBytes(answer.replies());
        } catch (CorruptInput e) {
            throw new IllegalStateException("an answer that this grid has written", e);
        }
        if (sent.sources.stream().anyMatch(source -> source.length > QUICKLY_COMPILED_BYTES)) {
            threads.execute(() -> learned(sent));
        } else {
            learned(sent);
        }
    }

    private void learned(Sent sent) {
        if (!sent.sources.isEmpty()) {
            LoadedBy loadedBy =
                    Loading.by(sent.batch.connection(), LoadedBy.How.EVAL, scripts.authority());
            sent.sources.forEach(source -> scripts.ranElsewhere(source, loadedBy, sent.epoch));
        }
        sent.batch.answered();
    }

    @Override
    public CompletionStage<KeyspaceFigures> figures() {
        return figures.ask();
    }

    /** Whatever it was: the batch may have run, so only sending it again tells. */
    private void tryAgain(Sent sent, Throwable failure) {
        if (failure instanceof HazelcastInstanceNotActiveException || !nodeEngine.isRunning()) {
            LOGGER.log(System.Logger.Level.DEBUG, "The member is shutting down", failure);
            return;
        }
        if (!(failure instanceof RetryableHazelcastException)) {
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "Commands for another member are sent again: {0}",
                    failure.toString());
        }
        if (sent.batch.isWithdrawn()) {
            blocked.abandon(sent.batch);
            return;
        }
        sentAgain.incrementAndGet();
        threads.schedule(() -> invoke(again(sent)), RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How often a batch was sent another time, for tests. */
    public long sentAgain() {
        return sentAgain.get();
    }

    /** A batch that waits for keys says anew how long it has waited. */
    private Sent again(Sent sent) {
        return sent.batch.isBlocking()
                ? new Sent(
                        sent.batch,
                        sent.sender,
                        sent.number,
                        message(sent.batch, sent.sender, sent.number),
                        sent.sources,
                        sent.epoch)
                : sent;
    }

    @Override
    public void withdraw(Batch batch) {
        blocked.withdraw(batch);
    }

    @Override
    public CompletionStage<Boolean> unblock(Batch batch, boolean withError) {
        return blocked.unblock(batch, withError);
    }

    /** What comes here from other members. */
    Arrivals arrivals() {
        return arrivals;
    }

    /** A member is gone: its connections send nothing more. */
    public void left(UUID goneMember) {
        // Before the start nothing has come from anybody.
        if (arrivals != null) {
            arrivals.end(goneMember);
        }
    }

    @Override
    public void closed(long connection) {
        if (senders.remove(connection)) {
            acknowledgements.add(new Acknowledgement.Closed(sender(connection)));
        }
    }
}
