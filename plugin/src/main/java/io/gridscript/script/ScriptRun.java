package io.gridscript.script;

import io.gridscript.lua.vm.LuaPoll;
import io.gridscript.lua.vm.LuaStop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * One run of a script or function, from EVAL or FCALL to its reply. Belongs to the thread that runs
 * it; only {@link #kill()}, {@link #isKilled()}, {@link #abandon()}, {@link #hasWritten()} and what
 * never changes is for other threads.
 */
public final class ScriptRun {

    /** Kill and write exclude each other, so that a killed script has written nothing. */
    private enum State {
        CLEAN,
        WRITTEN,
        KILLED
    }

    private static final Runnable NOTHING = () -> {};

    private final Executable executable;
    private final byte[][] keys;
    private final byte[][] arguments;
    private final boolean readOnly;
    private final long startNanos;
    private final AtomicReference<State> state = new AtomicReference<>(State.CLEAN);

    private long seed = ThreadLocalRandom.current().nextLong();
    private long randomReached = seed;
    private LuaPoll poll = LuaPoll.NONE;
    private ScriptLimits limits = ScriptLimits.NONE;
    private LongSupplier stored = () -> 0;
    private LongSupplier steps = () -> 0;
    private long mark = -1;
    private boolean onEntry;
    private boolean tentative;
    private List<Runnable> postponed = List.of();
    private Runnable takingBack = NOTHING;
    private byte[][] request = {};
    private int protocol = 2;
    private Replication replication = Replication.ALL;

    /**
     * A run that starts now.
     *
     * @param keys what becomes KEYS
     * @param arguments what becomes ARGV
     * @param readOnlyCommand whether EVAL_RO or EVALSHA_RO asked for it
     */
    public ScriptRun(
            Executable executable, byte[][] keys, byte[][] arguments, boolean readOnlyCommand) {
        this(executable, keys, arguments, readOnlyCommand, System.nanoTime());
    }

    /**
     * As {@link #ScriptRun(Executable, byte[][], byte[][], boolean)}.
     *
     * @param start when it starts, by {@link System#nanoTime()}
     */
    public ScriptRun(
            Executable executable,
            byte[][] keys,
            byte[][] arguments,
            boolean readOnlyCommand,
            long start) {
        startNanos = start;
        this.executable = executable;
        this.keys = keys;
        this.arguments = arguments;
        this.readOnly = readOnlyCommand || executable.has(ScriptFlag.NO_WRITES);
    }

    /** What is run. */
    public Executable executable() {
        return executable;
    }

    /** Whether it is a function's, which FUNCTION KILL ends, and not a script's. */
    public boolean isFunction() {
        return executable instanceof LibraryFunction;
    }

    /** Notes the words of the command that asked for it, before the run. */
    public void askedBy(byte[][] words) {
        request = words;
    }

    /** The words of the command that asked for it; none where nobody noted them. */
    public byte[][] request() {
        return request;
    }

    public byte[][] keys() {
        return keys;
    }

    public byte[][] arguments() {
        return arguments;
    }

    /** Whether commands that write, or may replicate, are refused. */
    public boolean isReadOnly() {
        return readOnly;
    }

    /** Whether commands that need memory run even above {@code maxmemory}. */
    public boolean allowsOom() {
        return executable.has(ScriptFlag.ALLOW_OOM);
    }

    /** Notes what the thread has allocated so far, now and then. */
    void begins() {
        if (executable instanceof Script script) {
            mark = statistics(script).begins();
        }
    }

    private ScriptStatistics statistics(Script script) {
        return onEntry ? script.entryStatistics() : script.statistics();
    }

    /** It runs on an entry of a cache, where others run at the same time. */
    public void onEntry() {
        onEntry = true;
    }

    /**
     * Counts the run among those of its script.
     *
     * @param failed whether it ended with an error
     * @param end when it ended, by {@link System#nanoTime()}
     */
    public void ended(boolean failed, long end) {
        if (executable instanceof Script script) {
            statistics(script).ended(mark, end - startNanos, failed);
        }
    }

    /** When the run started, on {@link System#nanoTime()}'s clock. */
    public long startNanos() {
        return startNanos;
    }

    /** The RESP version in which {@code redis.call} answers: 2, or 3 after redis.setresp(3). */
    public int protocol() {
        return protocol;
    }

    void protocol(int version) {
        protocol = version;
    }

    /** What {@code redis.set_repl} chose last. */
    public Replication replication() {
        return replication;
    }

    void replication(Replication chosen) {
        replication = chosen;
    }

    /** Where math.random starts. Random, unless it was chosen. */
    public long seed() {
        return seed;
    }

    /** To be called before the run: one that starts again does with the seed it had. */
    public void seed(long chosen) {
        seed = chosen;
        randomReached = chosen;
    }

    /** Where math.random, had it no seed, would go on after the run. */
    public long randomReached() {
        return randomReached;
    }

    void randomReached(long reached) {
        randomReached = reached;
    }

    /**
     * Adds a check that is made now and then while Lua runs, on the thread that runs it; it may
     * throw a {@link LuaStop}. To be called before the run.
     */
    public void onPoll(LuaPoll check) {
        poll = check;
    }

    /** What the run may take. To be called before the run. */
    void limits(ScriptLimits chosen) {
        limits = chosen;
    }

    /**
     * Says how many bytes are stored where the run's commands store theirs: those aren't counted as
     * the run's. To be called before the run.
     */
    public void storesIn(LongSupplier storedBytes) {
        stored = storedBytes;
    }

    /** Says who counts what Lua does, see {@link #steps()}. */
    void countsSteps(LongSupplier count) {
        steps = count;
    }

    /** How much Lua has done: loops, calls, and what library functions do. */
    public long steps() {
        return steps.getAsLong();
    }

    /**
     * Makes this a run that may be taken back: what would leave the keyspace waits for {@link
     * #settle()}. To be called before the run.
     */
    public void tentative() {
        tentative = true;
    }

    /** Does what can't be taken back, now or once it is sure that the run stands. */
    public void whenSettled(Runnable action) {
        if (!tentative) {
            action.run();
            return;
        }
        if (postponed.isEmpty()) {
            postponed = new ArrayList<>();
        }
        postponed.add(action);
    }

    /** Says what is to be done besides when the run is taken back. */
    void whenTakenBack(Runnable action) {
        takingBack = action;
    }

    /** The run stands. */
    public void settle() {
        tentative = false;
        postponed.forEach(Runnable::run);
        postponed = List.of();
    }

    /**
     * Makes the run ready to start again, after everything it did was taken back. Seed and start
     * stay the same, and a kill is not forgotten.
     */
    public void restart() {
        takingBack.run();
        takingBack = NOTHING;
        tentative = false;
        postponed = List.of();
        poll = LuaPoll.NONE;
        protocol = 2;
        replication = Replication.ALL;
        state.compareAndSet(State.WRITTEN, State.CLEAN);
    }

    /**
     * Notes that a command is about to write; from now on the run can't be killed.
     *
     * @throws LuaStop when the run has been killed: nothing may be written any more
     */
    public void beforeWrite() {
        if (state.get() == State.CLEAN) {
            state.compareAndSet(State.CLEAN, State.WRITTEN);
        }
        stopIfKilled();
    }

    /** Whether a command that writes was called, whatever it then changed. */
    public boolean hasWritten() {
        return state.get() == State.WRITTEN;
    }

    /** Asks the run to end; false if it has written. */
    public boolean kill() {
        return state.compareAndSet(State.CLEAN, State.KILLED) || isKilled();
    }

    public boolean isKilled() {
        return state.get() == State.KILLED;
    }

    /** Ends the run wherever it is, even if it has written: for the end of the member only. */
    public void abandon() {
        state.set(State.KILLED);
    }

    /** How many bytes of heap the run may hold. */
    long memoryLimit() {
        return limits.memoryBytes();
    }

    /** What Lua asks now and then. */
    LuaPoll poll() {
        return new LuaPoll() {
            @Override
            public void poll() {
                check();
            }

            @Override
            public void stackExhausted() {
                poll.stackExhausted();
            }

            @Override
            public void beforeLarge(long bytes) {
                poll.beforeLarge(bytes);
            }

            @Override
            public long memoryLimit() {
                return limits.memoryBytes();
            }

            @Override
            public long storedBytes() {
                return stored.getAsLong();
            }
        };
    }

    /**
     * Asks whether the run may go on.
     *
     * @throws LuaStop to end it
     */
    void check() {
        stopIfKilled();
        if (limits.isPassed(System.nanoTime() - startNanos)) {
            throw new TimeExceeded(limits.milliseconds());
        }
        poll.poll();
    }

    private void stopIfKilled() {
        if (isKilled()) {
            throw new ScriptKilled(isFunction());
        }
    }
}
