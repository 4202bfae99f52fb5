package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.reply.Ascii;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.Locale;

/**
 * Writes a whole keyspace as an RDB file, in pieces. The keyspace must not change from the first
 * piece to the last: whoever writes holds it meanwhile. A value is encoded as a whole before its
 * pieces go.
 */
public final class RdbFileWriter {

    /** No piece is larger, in bytes. */
    public static final int PIECE_BYTES = 1 << 20;

    private final Keyspace keyspace;
    private final RdbFileHeader header;
    private final long sequence;
    private PayloadOutput out;

    /** How much of what is written has gone, and the checksum of all that has. */
    private int taken;

    private long checksum;
    private int nextDatabase;
    private Iterator<Entry> entries = Collections.emptyIterator();
    private boolean ended;

    public RdbFileWriter(Keyspace keyspace, RdbFileHeader header) {
        this.keyspace = keyspace;
        this.header = header;
        sequence = keyspace.effects().sequence();
        out = new PayloadOutput(header.compressed());
        begin();
    }

    /** The oldest version in which nothing of a keyspace is lost. */
    public static int versionFor(Keyspace keyspace) {
        int version = RdbVersion.REDIS_7_0;
        for (int i = 0; i < keyspace.databases(); i++) {
            for (Entry entry : keyspace.database(i).entries()) {
                version = Math.max(version, Dump.versionFor(entry.value()));
            }
        }
        return version;
    }

    /** Whether a piece is to come. */
    public boolean hasNext() {
        return !ended || taken < out.length();
    }

    /**
     * The next piece, of which there is one.
     *
     * @throws ConcurrentModificationException when the keyspace has changed since the beginning
     * @throws io.gridscript.reply.ErrorReply when no array could hold a value
     */
    public byte[] next() {
        if (keyspace.effects().sequence() != sequence) {
            throw new ConcurrentModificationException("keyspace changed while it was written");
        }
        while (!ended && out.length() - taken < PIECE_BYTES) {
            writeMore();
        }
        int end = Math.min(out.length(), taken + PIECE_BYTES);
        byte[] piece = Arrays.copyOfRange(out.array(), taken, end);
        checksum = Crc64.update(checksum, piece, 0, piece.length);
        taken = end;
        if (taken == out.length()) {
            out = out.another();
            taken = 0;
        }
        return piece;
    }

    private void begin() {
        byte[] magic = Ascii.bytes(String.format(Locale.ROOT, "REDIS%04d", header.version()));
        out.raw(magic, magic.length);
        header.fields()
                .forEach(
                        (name, value) -> {
                            out.octet(Opcode.FIELD);
                            out.string(Ascii.bytes(name));
                            out.string(Ascii.bytes(value));
                        });
        for (byte[] library : header.functions()) {
            out.octet(Opcode.FUNCTIONS);
            out.string(library);
        }
    }

    private void writeMore() {
        if (entries.hasNext()) {
            write(entries.next());
        } else if (nextDatabase < keyspace.databases()) {
            begin(keyspace.database(nextDatabase++));
        } else {
            end();
        }
    }

    private void begin(Database database) {
        if (database.size() == 0) {
            return;
        }
        out.octet(Opcode.DATABASE);
        out.length(database.number());
        out.octet(Opcode.SIZES);
        out.length(database.size());
        out.length(database.sizeWithDeadline());
        entries = database.entries().iterator();
    }

    private void write(Entry entry) {
        if (entry.hasDeadline()) {
            out.octet(Opcode.DEADLINE_IN_MILLISECONDS);
            out.littleEndian(entry.deadline(), Long.BYTES);
        }
        out.keyOfNext(entry.key());
        Dump.write(entry.value(), header.version(), keyspace.encodingLimits(), out);
    }

    private void end() {
        out.octet(Opcode.END);
        long whole = Crc64.update(checksum, out.array(), taken, out.length());
        out.littleEndian(header.checksummed() ? whole : 0, Long.BYTES);
        ended = true;
    }
}
