package io.gridscript.grid.routing;

import com.hazelcast.spi.impl.NodeEngine;
import io.gridscript.acl.Users;
import io.gridscript.command.DataLimits;
import io.gridscript.grid.commit.Acknowledgement;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.grid.pubsub.GridChannels;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.KeyspaceFigures;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import java.util.UUID;

/** What comes to the owner of a keyspace from members whose connections work on it. */
final class Arrivals {

    private final NodeEngine nodeEngine;
    private final KeyspaceActor keyspace;
    private final BatchCodec codec;
    private final Users users;
    private final DataLimits limits;
    private final GridChannels channels;

    Arrivals(
            NodeEngine nodeEngine,
            KeyspaceActor keyspace,
            BatchCodec codec,
            Users users,
            DataLimits limits,
            GridChannels channels) {
        this.nodeEngine = nodeEngine;
        this.keyspace = keyspace;
        this.codec = codec;
        this.users = users;
        this.limits = limits;
        this.channels = channels;
    }

    /** A batch has come, on the partition thread. */
    void batch(byte[] bytes, ArrivedBatch.Answering answering) {
        try {
            BatchMessage message = codec.read(bytes);
            ArrivedBatch.Answering after =
                    Batches.mayPublish(message.units(), keyspace)
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

    /** A batch waits for keys no longer; null when no such batch waits here. */
    Boolean endOfWait(byte[] bytes) {
        try {
            BlockedBatches.Request request = BlockedBatches.Request.read(bytes);
            return keyspace.parked().end(request.sender(), request.sequence(), request.reason());
        } catch (CorruptInput e) {
            throw new IllegalStateException("A request did not arrive as it was sent", e);
        }
    }

    /** Answers need not be remembered any more. */
    void acknowledgements(byte[] bytes) {
        try {
            WireInput in = new WireInput(bytes);
            while (!in.isAtEnd()) {
                keyspace.commit().acknowledge(Acknowledgement.read(in));
            }
        } catch (CorruptInput e) {
            throw new IllegalStateException("Acknowledgements did not arrive as sent", e);
        }
    }

    boolean isKeyspaceHere() {
        return keyspace.isHere();
    }

    /** What is in the keyspace here, told without holding it: statistics may be read askew. */
    byte[] figures() {
        WireOutput out = new WireOutput();
        KeyspaceFigures figures = keyspace.keyspace().figures();
        figures.withBackups(limits.replicas().inStep()).writeTo(out);
        return out.toBytes();
    }

    /** A member is gone: its connections send nothing more. */
    void end(UUID goneMember) {
        if (keyspace.isHere()) {
            keyspace.commit().acknowledge(new Acknowledgement.Left(goneMember));
            keyspace.parked().left(goneMember);
        }
    }
}
