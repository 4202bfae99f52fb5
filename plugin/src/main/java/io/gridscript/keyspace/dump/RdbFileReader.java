package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.Value;
import io.gridscript.reply.Ascii;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Reads an RDB file of Redis 1.2 to 8.0. What modules say beside keys is passed over; values of
 * modules aren't read.
 */
public final class RdbFileReader {

    /** Takes what is in a file, in its order; may refuse it. */
    public interface Receiver {

        /** An auxiliary field. */
        void field(byte[] name, byte[] value) throws CorruptInput;

        /** The source of a library of functions. */
        void functions(byte[] source) throws CorruptInput;

        /**
         * A key with its value, which will choose its encoding.
         *
         * @param deadline Unix milliseconds, or {@link Entry#NO_DEADLINE}
         * @param idleSeconds since when nobody asked for it, or {@link #UNKNOWN}
         */
        void entry(int database, byte[] key, Value value, long deadline, long idleSeconds)
                throws CorruptInput;
    }

    /** What the file doesn't say. */
    public static final long UNKNOWN = -1;

    private static final int MAGIC_BYTES = 9;
    private static final int VERSION_AT = 5;
    private static final int FIRST_CHECKSUMMED = 5;

    private final StreamedInput in;
    private final EncodingLimits limits;
    private final Receiver receiver;
    private int database;
    private long deadline;
    private long idleSeconds;

    private RdbFileReader(StreamedInput in, EncodingLimits limits, Receiver receiver) {
        this.in = in;
        this.limits = limits;
        this.receiver = receiver;
    }

    /**
     * Reads a file; the checksum is looked at after everything has been given on.
     *
     * @param size how many bytes there are
     * @throws CorruptInput when it is no RDB file, isn't as it should be, or was refused
     */
    public static void read(InputStream file, long size, EncodingLimits limits, Receiver receiver)
            throws IOException, CorruptInput {
        try {
            new RdbFileReader(new StreamedInput(file, size), limits, receiver).read();
        } catch (UncheckedIOException fault) {
            throw fault.getCause();
        }
    }

    private void read() throws CorruptInput {
        int version = version(Ascii.string(in.bytes(MAGIC_BYTES)));
        forgetAttributes();
        int opcode = in.octet();
        while (opcode != Opcode.END) {
            take(opcode);
            opcode = in.octet();
        }
        if (version >= FIRST_CHECKSUMMED) {
            long computed = in.checksum();
            long told = in.littleEndian(Long.BYTES);
            // Files that were written without a checksum say so by a zero.
            if (told != 0 && told != computed) {
                throw new CorruptInput("a file whose bytes have changed: its checksum is wrong");
            }
        }
    }

    private static int version(String magic) throws CorruptInput {
        if (!magic.matches("REDIS[0-9]{4}")) {
            throw new CorruptInput("not an RDB file");
        }
        int version = Integer.parseInt(magic.substring(VERSION_AT));
        if (version < 1 || version > RdbVersion.NEWEST_READ) {
            throw new CorruptInput("a file of RDB version " + version + ", which is unknown here");
        }
        return version;
    }

    private void take(int opcode) throws CorruptInput {
        switch (opcode) {
            case Opcode.DATABASE -> database = database(in.length());
            case Opcode.SIZES -> skipLengths(2);
            case Opcode.SLOT -> skipLengths(3);
            case Opcode.FIELD -> receiver.field(in.string(), in.string());
            case Opcode.DEADLINE_IN_SECONDS ->
                    deadline = 1000L * (int) in.littleEndian(Integer.BYTES);
            case Opcode.DEADLINE_IN_MILLISECONDS -> deadline = in.littleEndian(Long.BYTES);
            case Opcode.FREQUENCY -> in.octet();
            case Opcode.IDLE_SECONDS -> idleSeconds = in.length();
            case Opcode.FUNCTIONS -> receiver.functions(in.string());
            case Opcode.FUNCTIONS_BEFORE_RELEASE ->
                    throw new CorruptInput("functions of a Redis 7.0 before its release");
            case Opcode.MODULE_FIELD -> ModuleForms.skipField(in);
            default -> takeEntry(opcode);
        }
    }

    private static int database(long number) throws CorruptInput {
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new CorruptInput("a database whose number is too large");
        }
        return (int) number;
    }

    private void skipLengths(int count) throws CorruptInput {
        for (int i = 0; i < count; i++) {
            in.length();
        }
    }

    private void takeEntry(int type) throws CorruptInput {
        if (type == ModuleForms.VALUE_BEFORE_RELEASE || type == ModuleForms.VALUE) {
            throw ModuleForms.refused(type, in);
        }
        Type known = Type.of(type);
        byte[] key = in.string();
        try {
            Value value = Dump.read(known, in, limits);
            receiver.entry(database, key, value, deadline, idleSeconds);
        } catch (EmptyValue nothing) {
            // As Redis does it.
        }
        forgetAttributes();
    }

    private void forgetAttributes() {
        deadline = Entry.NO_DEADLINE;
        idleSeconds = UNKNOWN;
    }
}
