package io.gridscript.grid.routing;

import io.gridscript.command.Connection;
import io.gridscript.command.Unit;
import io.gridscript.grid.commit.SenderId;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** Writes batches and their answers for the other member. */
final class BatchCodec {

    private static final int SAME = 0;
    private static final int CHANGED = 1;

    private final UnitCodec units;

    BatchCodec(UnitCodec units) {
        this.units = units;
    }

    byte[] write(SenderId sender, long sequence, Connection connection, List<Unit> remaining) {
        WireOutput out = new WireOutput();
        sender.writeTo(out);
        out.number(sequence);
        ConnectionFacts.of(connection).writeTo(out);
        ConnectionState.of(connection).writeTo(out);
        units.write(remaining, out);
        return out.toBytes();
    }

    BatchMessage read(byte[] bytes) throws CorruptInput {
        WireInput in = new WireInput(bytes);
        return new BatchMessage(
                SenderId.read(in),
                in.number(),
                ConnectionFacts.read(in),
                ConnectionState.read(in),
                units.read(in));
    }

    /** An answer: what changed of the connection, then the replies. */
    static byte[] writeAnswer(
            RemoteConnection connection, ConnectionState before, ByteBuf replies) {
        WireOutput out = new WireOutput();
        out.octet(connection.state() == before ? SAME : CHANGED);
        if (connection.state() != before) {
            connection.state().writeTo(out);
        }
        UnitCodec.writeWatched(connection.transaction().watched(), out);
        byte[] bytes = new byte[replies.readableBytes()];
        replies.getBytes(replies.readerIndex(), bytes);
        out.string(bytes);
        return out.toBytes();
    }

    static BatchAnswer readAnswer(byte[] bytes) throws CorruptInput {
        WireInput in = new WireInput(bytes);
        return new BatchAnswer(
                in.octet() == SAME ? null : ConnectionState.read(in),
                UnitCodec.readWatched(in),
                in.string());
    }
}
