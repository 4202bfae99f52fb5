package io.gridscript.grid.routing;

import io.gridscript.acl.Denial;
import io.gridscript.command.Connection;
import io.gridscript.command.Unit;
import io.gridscript.grid.commit.SenderId;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import io.gridscript.reply.Ascii;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Writes batches and their answers for the other member. */
final class BatchCodec {

    private static final int SAME = 0;
    private static final int CHANGED = 1;
    private static final Denial.Reason[] REASONS = Denial.Reason.values();
    private static final Denial.Context[] CONTEXTS = Denial.Context.values();

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
        writeDenials(connection.denials(), out);
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
                readDenials(in),
                in.string());
    }

    private static void writeDenials(List<Denial> denials, WireOutput out) {
        out.number(denials.size());
        for (Denial denial : denials) {
            out.octet(denial.reason().ordinal());
            out.octet(denial.context().ordinal());
            out.string(Ascii.bytes(denial.object()));
            out.string(Ascii.bytes(denial.user()));
        }
    }

    private static List<Denial> readDenials(WireInput in) throws CorruptInput {
        List<Denial> denials = new ArrayList<>();
        for (int left = in.number(Integer.MAX_VALUE); left > 0; left--) {
            denials.add(
                    new Denial(
                            REASONS[in.number(REASONS.length - 1)],
                            CONTEXTS[in.number(CONTEXTS.length - 1)],
                            Ascii.string(in.string()),
                            Ascii.string(in.string())));
        }
        return denials;
    }
}
