package io.gridscript.command.migrate;

import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.dump.Dump;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RedisNumbers;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands that MIGRATE sends: AUTH where there are credentials, SELECT, RESTORE for each key.
 */
final class MigrateMessage {

    private final MigrateRequest request;
    private final Keyspace keyspace;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    MigrateMessage(MigrateRequest request, Keyspace keyspace) {
        this.request = request;
        this.keyspace = keyspace;
    }

    /** What comes before the keys, and is answered by {@link #introductions} replies. */
    byte[] introduction() {
        if (introductions() > 1) {
            List<byte[]> authentication = new ArrayList<>();
            authentication.add(Ascii.bytes("AUTH"));
            authentication.addAll(request.credentials());
            write(authentication);
        }
        write(List.of(Ascii.bytes("SELECT"), RedisNumbers.bytes(request.database())));
        return taken();
    }

    int introductions() {
        return request.credentials().isEmpty() ? 1 : 2;
    }

    byte[] of(List<Entry> entries) {
        entries.forEach(this::writeRestore);
        return taken();
    }

    private byte[] taken() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    private void writeRestore(Entry entry) {
        List<byte[]> restore = new ArrayList<>();
        restore.add(Ascii.bytes("RESTORE"));
        restore.add(entry.key());
        restore.add(RedisNumbers.bytes(timeToLive(entry)));
        restore.add(Dump.of(entry.value(), keyspace.encodingLimits()));
        if (request.replace()) {
            restore.add(Ascii.bytes("REPLACE"));
        }
        write(restore);
    }

    /** In milliseconds; 0 for a key that doesn't expire. */
    private long timeToLive(Entry entry) {
        return entry.hasDeadline() ? Math.max(1, entry.deadline() - keyspace.now()) : 0;
    }

    private void write(List<byte[]> words) {
        out.writeBytes(Ascii.bytes("*" + words.size() + "\r\n"));
        for (byte[] word : words) {
            out.writeBytes(Ascii.bytes("$" + word.length + "\r\n"));
            out.writeBytes(word);
            out.writeBytes(Ascii.bytes("\r\n"));
        }
    }
}
