package io.gridscript.lua.vm;

import io.gridscript.reply.Ascii;
import java.util.function.Function;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What running code counts: the depth of calls, and the steps and bytes until it is asked again
 * whether it may go on. One for each sandbox; used by one thread at a time.
 */
public final class LuaState {

    /** Lua 5.1 ends there: room for calls doubles until it would be more than 20000. */
    static final int DEEPEST = (1 << 14) - 2;

    /** So many calls take a small part of any stack that runs Lua. */
    private static final int SHALLOW = 100;

    /** Lua's LUAI_MAXCCALLS: calls by C code, that is, which nest on the stack of the thread. */
    static final int MOST_C_CALLS = 200;

    /** Room that remains for handling the error of too many. */
    public static final int LAST_C_CALLS = MOST_C_CALLS + MOST_C_CALLS / 8;

    private static final String TOO_MANY = "C stack overflow";

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
    public static final int LARGE = 1 << 10;

    /** String functions are shared by all sandboxes, so they ask for the state that runs them. */
    private static final ThreadLocal<LuaState> CURRENT = ThreadLocal.withInitial(LuaState::new);

    /** Calls that haven't returned, of Lua functions and of library functions that call others. */
    public int depth;

    /** Those among them that C code made: library functions, metamethods, for loops. */
    public int cCalls;

    /** What would catch an error now: calls of pcall and xpcall, and coroutines. */
    public int catchers;

    /** The handler of the innermost xpcall; null if there is none. */
    public LuaValue handler;

    /** How many catchers there are where a handler, that or the host's, is the innermost. */
    public int handledCatchers;

    /** What the host makes of errors that nothing catches. */
    public Function<RaisedError, LuaValue> hostsHandler = RaisedError::value;

    /** The coroutine whose body runs; null outside coroutines. */
    public Coroutine running;

    /** What compiled code has just returned, where that is a plain number. */
    double number;

    /** The iterators of pairs and ipairs. */
    public LuaValue next;

    public LuaValue nextIndex;

    private final MemoryBudget memory = new MemoryBudget();
    private int stepsLeft;
    private int steps = MOST_STEPS;

    /** The steps counted until now and those left until the next poll. */
    private long stepsGranted;

    private long polledAt;
    private long bytesLeft;
    private LuaPoll poll = LuaPoll.NONE;

    /** Prepares for a run. */
    public void start(LuaPoll runsPoll) {
        depth = 0;
        cCalls = 1;
        catchers = 0;
        handler = null;
        handledCatchers = 0;
        running = null;
        poll = runsPoll;
        steps = FIRST_STEPS;
        stepsLeft = FIRST_STEPS;
        stepsGranted = FIRST_STEPS;
        polledAt = 0;
        bytesLeft = BYTES_BETWEEN_POLLS;
        memory.start(runsPoll);
        runsHere();
    }

    /** Makes this the state of the thread that calls. */
    void runsHere() {
        if (CURRENT.get() != this) {
            CURRENT.set(this);
        }
    }

    /** The state of the program that runs on this thread. */
    public static LuaState current() {
        return CURRENT.get();
    }

    /**
     * Makes sure that the stack of the thread has room for code of the host. Calls that nest as
     * little as most do leave enough in any case.
     *
     * @throws StackOverflowError where there isn't
     */
    public void reserveStack() {
        if (depth > SHALLOW) {
            StackReserve.require();
        }
    }

    /** Cleans up after a run. */
    public void end() {
        poll = LuaPoll.NONE;
        memory.end();
    }

    /**
     * Makes an error of Lua out of what was thrown because the thread's stack is used up, unless
     * the run is to end for that. A heap that is used up ends it.
     */
    public void caught(Throwable thrown) {
        if (thrown instanceof StackOverflowError) {
            poll.stackExhausted();
        }
        if (thrown instanceof OutOfMemoryError) {
            throw memory.exceeded();
        }
    }

    /** Counts a call of a Lua function; on its return {@link #depth} goes down by one. */
    void enter() {
        checkRoom(depth);
        depth++;
        step();
    }

    /** Checks that a function at some depth may call another. */
    void checkRoom(int callersDepth) {
        if (callersDepth >= DEEPEST) {
            throw RaisedError.text("stack overflow");
        }
    }

    /** Takes note of what compiled code returns, if it is null, which means a plain number. */
    LuaValue returning(LuaValue result, double plain) {
        if (result == null) {
            number = plain;
        }
        return result;
    }

    /**
     * Counts a call that C code makes; {@link #leaveC} takes it back, or whoever catches an error.
     */
    void enterC() {
        if (++cCalls >= MOST_C_CALLS) {
            tooManyCCalls(new OperationError(TOO_MANY));
        }
    }

    /** Counts the call of a for loop's iterator, as {@link #enterC} does others. */
    void enterIterator() {
        if (++cCalls >= MOST_C_CALLS) {
            tooManyCCalls(RaisedError.text(TOO_MANY));
        }
    }

    void leaveC() {
        cCalls--;
    }

    private void tooManyCCalls(LuaError error) {
        if (cCalls == MOST_C_CALLS) {
            throw error;
        }
        if (cCalls >= LAST_C_CALLS) {
            throw RaisedError.of(LuaValue.valueOf("error in error handling"));
        }
    }

    /**
     * Calls a value as a library function does: one level that has no position, and one call of C
     * code.
     */
    public Varargs call(LuaValue function, Varargs args) {
        enterC();
        depth++;
        try {
            Varargs results = function.invoke(args);
            depth--;
            cCalls--;
            return results;
        } catch (RaisedError e) {
            e.passesLibrary();
            throw e;
        } catch (ArgumentError | OperationError e) {
            // What a library function calls has no name.
            RaisedError raised = RaisedError.of(LuaString.valueUsing(Ascii.bytes(e.getMessage())));
            raised.passesLibrary();
            throw raised;
        }
    }

    /** Counts a call or a jump backwards. */
    public void step() {
        if (--stepsLeft < 0) {
            poll();
        }
    }

    /** Counts work that is as much as so many steps. */
    public void steps(int count) {
        stepsLeft -= count;
        if (stepsLeft < 0) {
            poll();
        }
    }

    /**
     * Counts what a library function is about to make, if it is large, on the state that runs here.
     */
    public static void charge(long bytes) {
        if (bytes >= LARGE) {
            current().allocates(bytes);
        }
    }

    /**
     * Counts what is about to be made.
     *
     * @throws LuaStop when it would be too large, or the run may not go on
     */
    public void allocates(long bytes) {
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
        stepsGranted += steps - stepsLeft;
        stepsLeft = steps;
        poll.poll();
        memory.check();
    }

    /** Steps counted since the run began. */
    public long steps() {
        return stepsGranted - stepsLeft;
    }

    /** Steps until the next poll. */
    int stepsLeft() {
        return stepsLeft;
    }
}
