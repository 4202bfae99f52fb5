package io.gridscript.grid.replicas;

import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.dump.Dump;
import io.gridscript.reply.Ascii;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A keyspace as Redis keeps it in a file. */
final class SnapshotFile {

    private static final int SELECT_DATABASE = 0xfe;
    private static final int DEADLINE = 0xfc;
    private static final int END = 0xff;
    private static final int FOOTER = 10;

    private SnapshotFile() {}

    static List<byte[]> of(Keyspace keyspace) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Ascii.bytes("REDIS0010"));
        for (int i = 0; i < keyspace.databases(); i++) {
            Database database = keyspace.database(i);
            if (database.size() > 0) {
                out.write(SELECT_DATABASE);
                length(out, i);
                database.forEach(entry -> write(entry, keyspace, out));
            }
        }
        out.write(END);
        out.writeBytes(new byte[8]);
        return List.of(out.toByteArray());
    }

    private static void write(Entry entry, Keyspace keyspace, ByteArrayOutputStream out) {
        if (entry.hasDeadline()) {
            out.write(DEADLINE);
            out.writeBytes(
                    ByteBuffer.allocate(8)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(entry.deadline())
                            .array());
        }
        byte[] payload = Dump.of(entry.value(), keyspace.encodingLimits());
        out.write(payload[0]);
        length(out, entry.key().length);
        out.writeBytes(entry.key());
        out.write(payload, 1, payload.length - 1 - FOOTER);
    }

    private static void length(ByteArrayOutputStream out, int length) {
        out.write(0x80);
        out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    }
}
