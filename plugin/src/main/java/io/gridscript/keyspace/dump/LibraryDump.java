package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Payloads of FUNCTION DUMP: the texts of libraries, each behind its mark, and a footer. */
public final class LibraryDump {

    /** What stands before a library in an RDB file (RDB_OPCODE_FUNCTION2). */
    private static final int LIBRARY = 245;

    /** The same before the release of Redis 7.0. */
    private static final int LIBRARY_BEFORE_RELEASE = 246;

    private static final ErrorReply BEFORE_RELEASE =
            ErrorReply.err("Pre-GA function format not supported");
    private static final ErrorReply NO_LIBRARY = ErrorReply.err("given type is not a function");
    private static final ErrorReply NOT_READ = ErrorReply.err("Failed loading library payload");

    private LibraryDump() {}

    /** The payload of libraries with these texts. */
    public static byte[] of(Collection<byte[]> texts) {
        PayloadOutput out = new PayloadOutput();
        for (byte[] text : texts) {
            out.octet(LIBRARY);
            out.string(text);
        }
        Footer.write(RdbVersion.REDIS_7_0, out);
        return out.toBytes();
    }

    /**
     * The texts of an intact payload, see {@link Dump#isIntact}.
     *
     * @throws ErrorReply as FUNCTION RESTORE answers when there is something else in it
     */
    public static List<byte[]> read(byte[] payload) {
        int end = Footer.start(payload);
        PayloadInput in = new PayloadInput(payload, 0, end);
        List<byte[]> texts = new ArrayList<>();
        try {
            while (in.remaining() > 0) {
                int type = in.octet();
                if (type != LIBRARY) {
                    throw type == LIBRARY_BEFORE_RELEASE ? BEFORE_RELEASE : NO_LIBRARY;
                }
                texts.add(in.string());
            }
            return texts;
        } catch (CorruptInput e) {
            throw NOT_READ;
        }
    }
}
