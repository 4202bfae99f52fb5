package io.gridscript.grid.replicas;

import io.gridscript.command.Connection;
import io.gridscript.command.replication.Replica;
import io.gridscript.reply.Ascii;
import java.util.List;

/** A replica on its way: the connection that is sent the stream. */
final class Follower {

    private final Connection connection;
    private final boolean announced;
    private boolean joined;

    /**
     * A follower that is sent nothing yet.
     *
     * @param announced whether id and offset of the stream come before the snapshot
     */
    Follower(Connection connection, boolean announced) {
        this.connection = connection;
        this.announced = announced;
    }

    /** Sends a snapshot, after which the stream goes on at an offset. */
    void join(String stream, long offset, List<byte[]> snapshot) {
        long length = 0;
        for (byte[] piece : snapshot) {
            length += piece.length;
        }
        if (connection.replica() == null) {
            connection.replica(new Replica());
        }
        connection.replica().follows(announced, length);
        if (announced) {
            push(Ascii.bytes("+FULLRESYNC " + stream + ' ' + offset + "\r\n"));
        }
        push(Ascii.bytes("$" + length + "\r\n"));
        snapshot.forEach(this::push);
        joined = true;
    }

    /** Sends it what comes next in the stream, if it has begun. */
    void send(byte[] bytes) {
        if (joined && !connection.replica().wantsSnapshotOnly()) {
            push(bytes);
        }
    }

    private void push(byte[] bytes) {
        connection.push(writer -> writer.raw(bytes));
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    /** Ends the connection if the replica should have said something for so long. */
    void closeIfSilentFor(long millis) {
        Replica replica = connection.replica();
        if (replica != null && replica.isSilentFor(millis)) {
            connection.kill();
        }
    }

    void close() {
        connection.kill();
    }
}
