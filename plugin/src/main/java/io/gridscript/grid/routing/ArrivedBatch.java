package io.gridscript.grid.routing;

import io.gridscript.acl.Account;
import io.gridscript.acl.User;
import io.gridscript.acl.Users;
import io.gridscript.command.DataLimits;
import io.gridscript.command.Unit;
import io.gridscript.grid.commit.SenderId;
import io.gridscript.grid.execution.Batch;
import io.gridscript.grid.execution.RemoteOrigin;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.UUID;
import java.util.function.Predicate;

/** A batch of another member, on the owner of its keyspace. */
final class ArrivedBatch implements RemoteOrigin {

    private final BatchMessage message;
    private final RemoteConnection connection;
    private final DataLimits limits;
    private final Predicate<UUID> present;
    private final Answering answering;
    private final ByteBuf replies = Unpooled.buffer();

    /** Where the answer goes. */
    interface Answering {

        void answer(byte[] answer);

        /** The batch did not run here. */
        void moved();
    }

    /**
     * @param present whether a member is there
     */
    ArrivedBatch(
            BatchMessage message,
            Users users,
            DataLimits limits,
            Predicate<UUID> present,
            Answering answering) {
        this.message = message;
        this.present = present;
        this.limits = limits;
        this.answering = answering;
        String user = message.state().user();
        Account known = users.find(user);
        connection =
                new RemoteConnection(
                        message.sender().member(),
                        message.facts(),
                        message.state(),
                        known == null ? new Account(User.nobody(user)) : known);
    }

    /** The batch as the keyspace's actor runs it. */
    Batch batch() {
        RespWriter writer = new RespWriter(connection.protocol(), replies);
        connection.attach(writer);
        return new Batch(connection, message.units(), writer, this::answered, this);
    }

    private void answered(Batch batch) {
        answering.answer(answer());
    }

    @Override
    public SenderId sender() {
        return message.sender();
    }

    @Override
    public long sequence() {
        return message.sequence();
    }

    @Override
    public byte[] answer() {
        return BatchCodec.writeAnswer(connection, message.state(), replies);
    }

    @Override
    public ErrorReply refusal(Unit unit, Keyspace keyspace) {
        return unit.refusal(limits, keyspace);
    }

    @Override
    public void resume(byte[] answer) {
        if (answer.length == 0) {
            return;
        }
        try {
            BatchAnswer reached = BatchCodec.readAnswer(answer);
            if (reached.state() != null) {
                connection.resume(reached.state());
            }
            reached.watched().forEach(connection.transaction()::watch);
            reached.denials().forEach(connection::denied);
            replies.clear().writeBytes(reached.replies());
        } catch (CorruptInput e) {
            throw new IllegalStateException("an answer that this grid has written", e);
        }
    }

    @Override
    public boolean isSenderGone() {
        return !present.test(message.sender().member());
    }

    @Override
    public void moved() {
        answering.moved();
    }
}
