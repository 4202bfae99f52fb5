package io.gridscript.command;

import io.gridscript.keyspace.Keyspace;
import io.gridscript.reply.ErrorReply;
import io.gridscript.spec.CommandFlag;
import java.util.function.LongSupplier;

/**
 * The directive maxmemory: while more is used, commands that may take memory are refused. Nothing
 * is evicted to make room.
 */
public final class MemoryLimit {

    /** What a command is refused with. */
    public static final ErrorReply OUT_OF_MEMORY =
            ErrorReply.of("OOM command not allowed when used memory > 'maxmemory'.");

    /** Tables of a database without keys. */
    private static final int EMPTY_DATABASE_BYTES = 512;

    private final LongSupplier scriptBytes;
    private volatile long bytes;

    /**
     * @param scriptBytes what scripts take, which counts too
     */
    public MemoryLimit(LongSupplier scriptBytes) {
        this.scriptBytes = scriptBytes;
    }

    /** Sets the limit; 0: none. */
    public void bytes(long limit) {
        bytes = limit;
    }

    /** Whether more is used; may be asked without holding the keyspace, and then errs a little. */
    public boolean isExceeded(Keyspace keyspace) {
        long limit = bytes;
        return limit > 0
                && usedBytes(keyspace.databases(), keyspace.sizeInBytes(), scriptBytes.getAsLong())
                        > limit;
    }

    /** What counts against the limit: databases, keys, values and scripts, in bytes. */
    public static long usedBytes(int databases, long dataset, long scriptBytes) {
        return (long) EMPTY_DATABASE_BYTES * databases + dataset + scriptBytes;
    }

    /** Whether a command must be refused now. */
    public boolean refuses(Command command, Keyspace keyspace) {
        return bytes > 0 && command.spec().is(CommandFlag.DENYOOM) && isExceeded(keyspace);
    }
}
