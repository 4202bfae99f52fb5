package io.gridscript.command;

import io.gridscript.keyspace.EvictionPolicy;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.KeyspaceFigures;
import io.gridscript.observe.LatencyMonitor;
import io.gridscript.reply.ErrorReply;
import io.gridscript.spec.CommandFlag;
import java.util.function.LongSupplier;

/**
 * The directive maxmemory: while more is used, keys are evicted by the keyspace's policy before a
 * unit runs, and where nothing may go, commands that take memory are refused.
 */
public final class MemoryLimit {

    /** What a command is refused with. */
    public static final ErrorReply OUT_OF_MEMORY =
            ErrorReply.of("OOM command not allowed when used memory > 'maxmemory'.");

    /** Tables of a database without keys. */
    private static final int EMPTY_DATABASE_BYTES = 512;

    /** Between two looks at the clock. */
    private static final int EVICTED_AT_ONCE = 16;

    private final LongSupplier scriptBytes;
    private final LatencyMonitor latency;
    private final EvictionBudget budget = new EvictionBudget();
    private volatile long bytes;

    /**
     * @param scriptBytes what scripts take, which counts too
     */
    public MemoryLimit(LongSupplier scriptBytes) {
        this(scriptBytes, new LatencyMonitor());
    }

    /**
     * @param scriptBytes what scripts take, which counts too
     * @param latency is told of evictions that take long
     */
    public MemoryLimit(LongSupplier scriptBytes, LatencyMonitor latency) {
        this.scriptBytes = scriptBytes;
        this.latency = latency;
    }

    /** Sets the limit; 0: none. */
    public void bytes(long limit) {
        bytes = limit;
    }

    /** How much time evictions may take at once. */
    public EvictionBudget budget() {
        return budget;
    }

    /** Whether more is used; may be asked without holding the keyspace, and then errs a little. */
    public boolean isExceeded(Keyspace keyspace) {
        long limit = bytes;
        return limit > 0 && usedBytes(keyspace) > limit;
    }

    /**
     * Whether more is used and nothing can be done about it; may be asked without holding the
     * keyspace, and then errs a little.
     */
    public boolean isShort(Keyspace keyspace) {
        return isExceeded(keyspace)
                && !keyspace.expiry().isPaused()
                && !keyspace.eviction().isPossible();
    }

    /**
     * Whether more is used by a keyspace elsewhere and nothing can be done about it.
     *
     * @param policy of evictions there
     */
    boolean isShort(KeyspaceFigures keyspace, EvictionPolicy policy) {
        long limit = bytes;
        return limit > 0
                && usedBytes(keyspace.databases(), keyspace.sizeInBytes(), scriptBytes.getAsLong())
                        > limit
                && !policy.findsAny(keyspace);
    }

    /** Whether there is a limit. */
    boolean isSet() {
        return bytes > 0;
    }

    /** Whether more is used and something can be done about it. */
    public boolean isToEvict(Keyspace keyspace) {
        return isExceeded(keyspace)
                && !keyspace.expiry().isPaused()
                && keyspace.eviction().isPossible();
    }

    /**
     * Evicts keys while more is used, for a limited time. Asked by the holder.
     *
     * @return whether memory is short: nothing may go any more. When time is up, it isn't yet
     */
    public boolean makeRoom(Keyspace keyspace) {
        long limit = bytes;
        return limit > 0 && makeRoom(keyspace, limit);
    }

    private boolean makeRoom(Keyspace keyspace, long limit) {
        long excess = usedBytes(keyspace) - limit;
        boolean isShort = false;
        if (excess > 0 && !keyspace.expiry().isPaused()) {
            excess -= evict(keyspace, excess);
            isShort = excess > 0 && !keyspace.eviction().isPossible();
        }
        keyspace.statistics().memory(excess > 0, keyspace.now());
        return isShort;
    }

    /** Returns how much is free now. */
    private long evict(Keyspace keyspace, long wanted) {
        long start = System.nanoTime();
        long freed = 0;
        int evicted = 0;
        while (freed < wanted) {
            long bytesOfKey = keyspace.eviction().evictOne();
            freed += bytesOfKey;
            evicted++;
            boolean timeIsUp =
                    evicted % EVICTED_AT_ONCE == 0 && budget.isExceeded(System.nanoTime() - start);
            if (bytesOfKey == 0 || timeIsUp) {
                break;
            }
        }
        long nanos = System.nanoTime() - start;
        if (latency.isEvent(nanos)) {
            latency.add(LatencyMonitor.EVICTION_CYCLE, nanos);
        }
        return freed;
    }

    private long usedBytes(Keyspace keyspace) {
        return usedBytes(keyspace.databases(), keyspace.sizeInBytes(), scriptBytes.getAsLong());
    }

    /** What counts against the limit: databases, keys, values and scripts, in bytes. */
    public static long usedBytes(int databases, long dataset, long scriptBytes) {
        return (long) EMPTY_DATABASE_BYTES * databases + dataset + scriptBytes;
    }

    /** Whether a request must be refused now. */
    public boolean refuses(Command command, byte[][] request, Keyspace keyspace) {
        return bytes > 0
                && (command.place() == Command.Place.SCRIPT
                        || command.spec().is(CommandFlag.DENYOOM))
                && isShort(keyspace)
                && command.takesMemory(request);
    }
}
