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
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import io.gridscript.script.LoadedBy;
import io.gridscript.script.ScriptCache;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Both ends of the way of batches: sends those of this member's connections to the owner of the
 * keyspace, and takes those that come here. A batch is sent until it is answered; that it runs once
 * only, the owner sees to by its sender and number.
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
    private final Queue<Acknowledgement> received = new ConcurrentLinkedQueue<>();
    private final BlockedBatches blocked;
    private KeyspaceActor keyspace;

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
        blocked = new BlockedBatches(nodeEngine, threads, partition);
    }

    /** Begins, with the keyspace as it is on this member. */
    public void start(KeyspaceActor actor) {
        keyspace = actor;
        threads.repeat(this::acknowledgeReceived, ACKNOWLEDGING_MILLIS, TimeUnit.MILLISECONDS);
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
    private static boolean mayPublish(List<Unit> units, KeyspaceActor keyspace) {
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
        received.add(new Acknowledgement.Received(sent.sender, sent.number));
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
        CompletableFuture<KeyspaceFigures> figures = new CompletableFuture<>();
        askForFigures(figures);
        return figures;
    }

    private void askForFigures(CompletableFuture<KeyspaceFigures> figures) {
        nodeEngine
                .getOperationService()
                .createInvocationBuilder(GridService.NAME, new FiguresOperation(), partition)
                .setTryPauseMillis(PAUSE_MILLIS)
                .setAsync()
                .<byte[]>invoke()
                .whenCompleteAsync(
                        (bytes, failure) -> {
                            if (failure == null) {
                                figures.complete(figuresOf(bytes));
                            } else if (nodeEngine.isRunning()) {
                                threads.schedule(
                                        () -> askForFigures(figures),
                                        RETRY_MILLIS,
                                        TimeUnit.MILLISECONDS);
                            }
                        },
                        ConcurrencyUtil.CALLER_RUNS);
    }

    private static KeyspaceFigures figuresOf(byte[] bytes) {
        try {
            return KeyspaceFigures.read(new WireInput(bytes));
        } catch (CorruptInput e) {
            throw new IllegalStateException("Figures did not arrive as they were sent", e);
        }
    }

    boolean isKeyspaceHere() {
        return keyspace.isHere();
    }

    /** What is in the keyspace here, told without holding it: statistics may be read askew. */
    byte[] figuresHere() {
        WireOutput out = new WireOutput();
        KeyspaceFigures figures = keyspace.keyspace().figures();
        figures.withBackups(limits.replicas().inStep()).writeTo(out);
        return out.toBytes();
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

    /** Ends the wait of a batch of another member; null when no such batch waits here. */
    Boolean endWait(byte[] bytes) {
        try {
            BlockedBatches.Request request = BlockedBatches.Request.read(bytes);
            return keyspace.parked().end(request.sender(), request.sequence(), request.reason());
        } catch (CorruptInput e) {
            throw new IllegalStateException("A request did not arrive as it was sent", e);
        }
    }

    /** A batch has come, on the partition thread. */
    void arrived(byte[] bytes, ArrivedBatch.Answering answering) {
        try {
            BatchMessage message = codec.read(bytes);
            ArrivedBatch.Answering after =
                    mayPublish(message.units(), keyspace)
                            ? new AnsweringOnceDelivered(answering, channels)
                            : answering;
            ArrivedBatch arrived = new ArrivedBatch(message, users, limits, this::isPresent, after);
            keyspace.enqueue(arrived.batch());
        } catch (CorruptInput e) {
            throw new IllegalStateException("A batch did not arrive as it was sent", e);
        }
    }

    private boolean isPresent(UUID member) {
        return nodeEngine.getClusterService().getMember(member) != null;
    }

    private record AnsweringOnceDelivered(ArrivedBatch.Answering answering, GridChannels channels)
            implements ArrivedBatch.Answering {

        @Override
        public void answer(byte[] answer) {
            channels.whenDelivered(() -> answering.answer(answer));
        }

        @Override
        public void moved() {
            answering.moved();
        }
    }

    void acknowledged(byte[] bytes) {
        try {
            WireInput in = new WireInput(bytes);
            while (!in.isAtEnd()) {
                keyspace.commit().acknowledge(Acknowledgement.read(in));
            }
        } catch (CorruptInput e) {
            throw new IllegalStateException("Acknowledgements did not arrive as sent", e);
        }
    }

    @Override
    public void closed(long connection) {
        if (senders.remove(connection)) {
            received.add(new Acknowledgement.Closed(sender(connection)));
        }
    }

    /** A member is gone: its connections send nothing more. */
    public void left(UUID goneMember) {
        if (keyspace.isHere()) {
            keyspace.commit().acknowledge(new Acknowledgement.Left(goneMember));
            keyspace.parked().left(goneMember);
        }
    }

    private void acknowledgeReceived() {
        if (received.isEmpty()) {
            return;
        }
        WireOutput out = new WireOutput();
        Queue<Acknowledgement> sent = new ConcurrentLinkedQueue<>();
        for (Acknowledgement next = received.poll(); next != null; next = received.poll()) {
            next.writeTo(out);
            sent.add(next);
        }
        nodeEngine
                .getOperationService()
                .createInvocationBuilder(
                        GridService.NAME, new AcknowledgeOperation(out.toBytes()), partition)
                .setAsync()
                .invoke()
                .whenCompleteAsync(
                        (any, failure) -> {
                            if (failure != null) {
                                received.addAll(sent);
                            }
                        },
                        ConcurrencyUtil.CALLER_RUNS);
    }
}
