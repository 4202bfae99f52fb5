package io.gridscript.lua;

import java.util.ArrayList;
import java.util.List;

/**
 * What running code counts: the depth of calls and the steps until it is asked again whether it may
 * go on. One for each sandbox; used by one thread at a time.
 */
final class LuaState {

    /** Nested calls of Lua functions; Lua 5.1 ends at some 16000 of them. */
    private static final int DEEPEST = 16_000;

    /** Loop iterations and calls between two polls. */
    private static final int STEPS_BETWEEN_POLLS = 10_000;

    /** Each has a thread, and threads are dear. */
    private static final int MOST_COROUTINES = 1_000;

    /** String functions are shared by all sandboxes, so they ask for the state that runs them. */
    private static final ThreadLocal<LuaState> CURRENT = ThreadLocal.withInitial(LuaState::new);

    int depth;

    /** The coroutine whose body runs; null outside coroutines. */
    Coroutine running;

    private final List<Coroutine> coroutines = new ArrayList<>();
    private int stepsLeft;
    private LuaPoll poll = LuaPoll.NONE;

    /** Prepares for a run. */
    void start(LuaPoll runsPoll) {
        depth = 0;
        running = null;
        poll = runsPoll;
        stepsLeft = STEPS_BETWEEN_POLLS;
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
     * the run is to end for that.
     */
    void caught(Throwable thrown) {
        if (thrown instanceof StackOverflowError) {
            poll.stackExhausted();
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

    /** Counts a call or a jump backwards. */
    void step() {
        if (--stepsLeft < 0) {
            stepsLeft = STEPS_BETWEEN_POLLS;
            poll.poll();
        }
    }

    /** Counts work that is as much as so many steps. */
    void steps(int count) {
        stepsLeft -= count;
        if (stepsLeft < 0) {
            stepsLeft = STEPS_BETWEEN_POLLS;
            poll.poll();
        }
    }

    /** Steps until the next poll. */
    int stepsLeft() {
        return stepsLeft;
    }
}
