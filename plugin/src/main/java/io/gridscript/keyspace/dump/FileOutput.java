package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Entry;
import io.gridscript.reply.Ascii;
import java.util.Arrays;
import java.util.Locale;

/** An RDB file that is being written: what is written goes in pieces, and is summed up. */
final class FileOutput {

    /** No piece is larger. */
    static final int PIECE_BYTES = 1 << 20;

    private final RdbFileHeader header;
    private final EncodingLimits limits;
    private PayloadOutput out;

    /** How much of what is written has gone, and the checksum of all that has. */
    private int taken;

    private long checksum;

    /** Begins a file with its header. */
    FileOutput(RdbFileHeader header, EncodingLimits limits) {
        this.header = header;
        this.limits = limits;
        out = new PayloadOutput(header.compressed());
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

    /** Says to which database the next keys belong. */
    void database(int number) {
        out.octet(Opcode.DATABASE);
        out.length(number);
    }

    /** Says how many keys that will have. */
    void sizes(int keys, int withDeadline) {
        out.octet(Opcode.SIZES);
        out.length(keys);
        out.length(withDeadline);
    }

    void entry(Entry entry) {
        if (entry.hasDeadline()) {
            out.octet(Opcode.DEADLINE_IN_MILLISECONDS);
            out.littleEndian(entry.deadline(), Long.BYTES);
        }
        out.keyOfNext(entry.key());
        Dump.write(entry.value(), header.version(), limits, out);
    }

    /** Ends the file. */
    void end() {
        out.octet(Opcode.END);
        long whole = Crc64.update(checksum, out.array(), taken, out.length());
        out.littleEndian(header.checksummed() ? whole : 0, Long.BYTES);
    }

    /** How much is written that hasn't gone. */
    int waiting() {
        return out.length() - taken;
    }

    /** Some of what is waiting. */
    byte[] take() {
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
}
