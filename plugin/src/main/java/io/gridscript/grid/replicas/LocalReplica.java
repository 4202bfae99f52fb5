package io.gridscript.grid.replicas;

import io.gridscript.command.Connection;
import io.gridscript.command.replication.Replica;
import io.gridscript.reply.Ascii;
import java.util.UUID;

/** The way to a replica that has asked this member. */
final class LocalReplica implements ReplicaLine {

    private final Connection connection;
    private final UUID owner;

    /**
     * The way over a connection of this member.
     *
     * @param owner the member that the stream comes from
     */
    LocalReplica(Connection connection, UUID owner) {
        this.connection = connection;
        this.owner = owner;
    }

    @Override
    public void begin(Beginning beginning) {
        if (connection.replica() == null) {
            connection.replica(new Replica());
        }
        connection
                .replica()
                .follows(owner, beginning.isAnnounced(), beginning.offset(), beginning.length());
        if (beginning.isAnnounced()) {
            push("+FULLRESYNC " + beginning.stream() + ' ' + beginning.offset());
        }
        push("$" + beginning.length());
    }

    private void push(String line) {
        snapshot(Ascii.bytes(line + "\r\n"));
    }

    @Override
    public void snapshot(byte[] piece) {
        connection.push(writer -> writer.raw(piece));
    }

    @Override
    public void commands(byte[] requests) {
        if (!connection.replica().wantsSnapshotOnly()) {
            connection.replica().sent(requests.length);
            connection.push(writer -> writer.raw(requests));
        }
    }

    @Override
    public void close() {
        connection.kill();
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }
}
