package io.gridscript.lua;

import java.util.ArrayList;
import java.util.List;

/**
 * What running code counts: the depth of calls, and the steps and bytes until it is asked again
 * whether it may go on. One for each sandbox; used by one thread at a time.
 */
final class LuaState {

    /** Nested calls of Lua functions; Lua 5.1 ends at some 16000 of them. */
    private static final int DEEPEST = 16_000;

    /** Loop iterations and calls between two polls, where those take no more than usual. */
    private static final int MOST_STEPS = 10_000;

    /** Before the first poll; from there it doubles. */
    private static final int FIRST_STEPS = 250;

    private static final int FEWEST_STEPS = 16;

    /** Steps that take longer from one poll to the next become fewer. */
    private static final long NANOS_BETWEEN_POLLS = 1_000_000;

    /** Bytes of large values between two polls. */
    private static final long BYTES_BETWEEN_POLLS = 1 << 20;

    /** What functions make below this size isn't counted, as steps bound it well enough. */
    static final int LARGE = 1 << 10;

    /** Each has a thread, and threads are dear. */
    private static final int MOST_COROUTINES = 1_000;

    /** String functions are shared by all sandboxes, so they ask for the state that runs them. */
    private static final ThreadLocal<LuaState> CURRENT = ThreadLocal.withInitial(LuaState::new);

    int depth;

    /** The coroutine whose body runs; null outside coroutines. */
    Coroutine running;

    private final List<Coroutine> coroutines = new ArrayList<>();
    private final MemoryBudget memory = new MemoryBudget();
    private int stepsLeft;
    private int steps = MOST_STEPS;
    private long polledAt;
    private long bytesLeft;
    private LuaPoll poll = LuaPoll.NONE;

    /** Prepares for a run. */
    void start(LuaPoll runsPoll) {
        depth = 0;
        running = null;
        poll = runsPoll;
        steps = FIRST_STEPS;
        stepsLeft = FIRST_STEPS;
        polledAt = 0;
        bytesLeft = BYTES_BETWEEN_POLLS;
        memory.start(runsPoll);
        runsHere();
    }

    /** Makes this the state of the thread that calls. */
    void runsHere() {
        CURRENT.set(this);
    }

    /** The state of the program that runs on this thread. */
    static LuaState current() {
        return CURRENT.get();
    }

    /** Cleans up after a run. */
    void end() {
        coroutines.forEach(Coroutine::abandon);
        coroutines.clear();
        poll = LuaPoll.NONE;
        memory.end();
    }

    /** Takes note of a coroutine whose body begins. */
    void starts(Coroutine coroutine) {
        if (coroutines.size() == MOST_COROUTINES) {
            coroutines.removeIf(known -> known.status() == Coroutine.Status.DEAD);
            if (coroutines.size() == MOST_COROUTINES) {
                throw RaisedError.text("too many coroutines");
            }
        }
        coroutines.add(coroutine);
    }

    /**
     * Makes an error of Lua out of what was thrown because the thread's stack is used up, unless
     * the run is to end for that. A heap that is used up ends it.
     */
    void caught(Throwable thrown) {
        if (thrown instanceof StackOverflowError) {
            poll.stackExhausted();
        }
        if (thrown instanceof OutOfMemoryError) {
            throw memory.exceeded();
        }
    }

    /** Counts a call of a Lua function; on its return {@link #depth} goes down by one. */
    void enter() {
        if (++depth > DEEPEST) {
            depth--;
            throw RaisedError.text("stack overflow");
        }
        step();
    }

    /**
     * Counts a library function that calls back, as its frames take stack too; on its return {@link
     * #depth} goes down by one. After an error whoever catches it sets the depth.
     */
    void enterLibrary() {
        enter();
    }

    /** Counts a call or a jump backwards. */
    void step() {
        if (--stepsLeft < 0) {
            poll();
        }
    }

    /** Counts work that is as much as so many steps. */
    void steps(int count) {
        stepsLeft -= count;
        if (stepsLeft < 0) {
            poll();
        }
    }

    /**
     * Counts what a library function is about to make, if it is large, on the state that runs here.
     */
    static void charge(long bytes) {
        if (bytes >= LARGE) {
            current().allocates(bytes);
        }
    }

    /**
     * Counts what is about to be made.
     *
     * @throws LuaStop when it would be too large, or the run may not go on
     */
    void allocates(long bytes) {
        memory.admit(bytes);
        bytesLeft -= bytes;
        if (bytesLeft < 0) {
            bytesLeft = BYTES_BETWEEN_POLLS;
            if (bytes >= BYTES_BETWEEN_POLLS) {
                poll.beforeLarge(bytes);
            }
            poll();
        }
    }

    private void poll() {
        long now = System.nanoTime();
        long elapsed = now - polledAt;
        if (polledAt != 0 && elapsed > NANOS_BETWEEN_POLLS) {
            long slower = elapsed / NANOS_BETWEEN_POLLS + 1;
            steps = (int) Math.max(FEWEST_STEPS, steps / slower);
        } else {
            steps = Math.min(MOST_STEPS, 2 * steps);
        }
        polledAt = now;
        stepsLeft = steps;
        poll.poll();
        memory.check();
    }
}
