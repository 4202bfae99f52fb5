package io.gridscript.grid.replication;

import com.hazelcast.cluster.Member;
import io.gridscript.command.persistence.RdbSource;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.grid.execution.KeyspaceThreads;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.message.MessageKind;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import io.gridscript.keyspace.dump.RdbFileHeader;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Files of the keyspace: made here where it is here, otherwise taken from its owner, a piece in
 * each message. What nobody asks for any more ends after a while.
 */
public final class RdbFileSource implements RdbSource {

    private static final int BEGIN = 0;
    private static final int NEXT = 1;
    private static final int END = 2;

    private static final int MORE = 1;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final long FORGETTING_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long SWEEPING_SECONDS = 10;

    private final KeyspacePartition partition;
    private final KeyspaceActor actor;
    private final KeyspaceThreads threads;
    private final GridMessages messages;
    private final Map<Long, RdbFilePieces> taken = new ConcurrentHashMap<>();

    public RdbFileSource(
            KeyspacePartition partition,
            KeyspaceActor actor,
            KeyspaceThreads threads,
            GridMessages messages) {
        this.partition = partition;
        this.actor = actor;
        this.threads = threads;
        this.messages = messages;
        messages.register(MessageKind.RDB_FILE, (sender, message) -> answer(message));
    }

    /** Begins to look for files that nobody asks for any more. */
    public void start() {
        threads.repeat(this::sweep, SWEEPING_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public boolean isHere() {
        return actor.isHere();
    }

    @Override
    public long sequence() {
        return actor.keyspace().effects().sequence();
    }

    @Override
    public Pieces begin(RdbFileHeader header) throws IOException {
        if (actor.isHere()) {
            RdbFilePieces pieces = new RdbFilePieces(actor);
            pieces.begin(header);
            return pieces;
        }
        Member owner = partition.owner();
        if (owner == null) {
            throw new IOException("the keyspace has no owner at the moment");
        }
        return RemotePieces.begin(messages, owner, header);
    }

    private CompletionStage<byte[]> answer(byte[] message) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        threads.execute(
                () -> {
                    try {
                        answer.complete(answerNow(new WireInput(message)));
                    } catch (IOException | CorruptInput | RuntimeException fault) {
                        answer.completeExceptionally(fault);
                    }
                });
        return answer;
    }

    private byte[] answerNow(WireInput in) throws IOException, CorruptInput {
        return switch (in.octet()) {
            case BEGIN -> beginFor(in);
            case NEXT -> nextOf(in.fixed());
            default -> {
                forget(in.fixed());
                yield new byte[0];
            }
        };
    }

    private byte[] beginFor(WireInput in) throws IOException, CorruptInput {
        RdbFilePieces pieces = new RdbFilePieces(actor);
        pieces.begin(RdbFileHeader.read(in));
        long id = ThreadLocalRandom.current().nextLong();
        taken.put(id, pieces);
        WireOutput out = new WireOutput();
        out.fixed(id);
        out.number(pieces.sequence());
        return out.toBytes();
    }

    private byte[] nextOf(long id) throws IOException {
        RdbFilePieces pieces = taken.get(id);
        if (pieces == null) {
            throw new IOException("the file was given up");
        }
        byte[] piece = pieces.next();
        WireOutput out = new WireOutput();
        out.octet(piece == null ? 0 : MORE);
        if (piece != null) {
            out.string(piece);
        }
        return out.toBytes();
    }

    private void forget(long id) {
        RdbFilePieces pieces = taken.remove(id);
        if (pieces != null) {
            pieces.close();
        }
    }

    private void sweep() {
        taken.forEach(
                (id, pieces) -> {
                    if (pieces.idleNanos() > FORGETTING_NANOS) {
                        threads.execute(() -> forget(id));
                    }
                });
    }

    /** A file that the owner makes. */
    private static final class RemotePieces implements Pieces {

        private final GridMessages messages;
        private final Member owner;
        private final long id;
        private final long sequence;

        private RemotePieces(GridMessages messages, Member owner, long id, long sequence) {
            this.messages = messages;
            this.owner = owner;
            this.id = id;
            this.sequence = sequence;
        }

        static RemotePieces begin(GridMessages messages, Member owner, RdbFileHeader header)
                throws IOException {
            WireOutput out = new WireOutput();
            out.octet(BEGIN);
            header.writeTo(out);
            WireInput in = new WireInput(ask(messages, owner, out));
            try {
                return new RemotePieces(messages, owner, in.fixed(), in.number());
            } catch (CorruptInput e) {
                throw new IllegalStateException("An answer did not arrive as it was sent", e);
            }
        }

        @Override
        public long sequence() {
            return sequence;
        }

        @Override
        public byte[] next() throws IOException {
            WireInput in = new WireInput(ask(messages, owner, message(NEXT)));
            try {
                return in.octet() == MORE ? in.string() : null;
            } catch (CorruptInput e) {
                throw new IllegalStateException("An answer did not arrive as it was sent", e);
            }
        }

        private WireOutput message(int what) {
            WireOutput out = new WireOutput();
            out.octet(what);
            out.fixed(id);
            return out;
        }

        /** Whether that arrives doesn't matter: it is forgotten anyway, later. */
        @Override
        public void close() {
            messages.send(owner, MessageKind.RDB_FILE, message(END).toBytes(), TIMEOUT);
        }

        private static byte[] ask(GridMessages messages, Member owner, WireOutput message)
                throws IOException {
            try {
                return messages.send(owner, MessageKind.RDB_FILE, message.toBytes(), TIMEOUT)
                        .toCompletableFuture()
                        .get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the member shuts down", e);
            } catch (ExecutionException | CompletionException e) {
                throw new IOException(
                        "member " + owner.getAddress() + ": " + e.getCause().getMessage(), e);
            }
        }
    }
}
