package io.gridscript.lua;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A coroutine. Its body has a Java thread of its own, which runs only while the thread that resumed
 * it waits: still one thread at a time runs the script.
 */
final class Coroutine extends LuaValue {

    enum Status {
        SUSPENDED,
        RUNNING,
        NORMAL,
        DEAD
    }

    /** Ends the body of a coroutine that nobody can resume any more. */
    private static final class Abandoned extends LuaStop {
        Abandoned() {
            super("coroutine abandoned");
        }
    }

    private static final long STACK_BYTES = 4L << 20;
    private static final ExecutorService BODIES = Executors.newCachedThreadPool(threads());

    private final LuaState state;
    private final LuaValue body;
    private final Semaphore resumed = new Semaphore(0);
    private final Semaphore returned = new Semaphore(0);

    private Status status = Status.SUSPENDED;
    private boolean started;
    private boolean abandoned;
    private int depth;
    private Varargs passed = NONE;
    private Throwable failure;

    Coroutine(LuaState state, LuaValue body) {
        this.state = state;
        this.body = body;
    }

    Status status() {
        return status;
    }

    /**
     * Goes on with the body until it yields or ends.
     *
     * @return what it yielded or returned
     * @throws RaisedError what the body raised, or because it can't be resumed now
     */
    Varargs resume(Varargs args) {
        if (status != Status.SUSPENDED) {
            String what = status == Status.DEAD ? "dead" : "non-suspended";
            throw RaisedError.of(valueOf("cannot resume " + what + " coroutine"));
        }
        state.step();
        if (!started) {
            state.starts(this);
        }
        Coroutine resumer = state.running;
        int resumersDepth = state.depth;
        if (resumer != null) {
            resumer.status = Status.NORMAL;
        }
        state.running = this;
        state.depth = depth;
        status = Status.RUNNING;
        passed = args;
        pass();
        depth = state.depth;
        state.depth = resumersDepth;
        state.running = resumer;
        if (resumer != null) {
            resumer.status = Status.RUNNING;
        }
        rethrow();
        return passed;
    }

    /** Called by the body: hands values to the resumer and waits for the next resume. */
    Varargs yield(Varargs values) {
        passed = values;
        status = Status.SUSPENDED;
        returned.release();
        resumed.acquireUninterruptibly();
        if (abandoned) {
            throw new Abandoned();
        }
        return passed;
    }

    /** Ends a suspended body, so that its thread becomes free. */
    void abandon() {
        if (started && status != Status.DEAD) {
            abandoned = true;
            resumed.release();
            returned.acquireUninterruptibly();
        }
    }

    private void pass() {
        if (started) {
            resumed.release();
        } else {
            started = true;
            BODIES.execute(this::run);
        }
        returned.acquireUninterruptibly();
    }

    private void run() {
        state.runsHere();
        try {
            passed = body.invoke(passed);
        } catch (Throwable e) {
            failure = e;
        } finally {
            status = Status.DEAD;
            returned.release();
        }
    }

    private void rethrow() {
        if (failure == null) {
            return;
        }
        Throwable thrown = failure;
        failure = null;
        if (thrown instanceof RaisedError e) {
            throw e;
        }
        if (thrown instanceof LuaError e) {
            throw RaisedError.of(valueOf(String.valueOf(e.getMessage())));
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        throw RaisedError.of(valueOf("invalid argument"));
    }

    private static ThreadFactory threads() {
        AtomicInteger count = new AtomicInteger();
        return body -> {
            String name = "gridscript.coroutine-" + count.incrementAndGet();
            Thread thread = new Thread(null, body, name, STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public int type() {
        return TTHREAD;
    }

    @Override
    public String typename() {
        return "thread";
    }
}
