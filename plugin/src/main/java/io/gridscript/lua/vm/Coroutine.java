package io.gridscript.lua.vm;

import java.util.Locale;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A coroutine. It runs on the stack of whoever resumes it; while it is suspended it is its {@link
 * CoroutineFrames}, so one that nobody resumes any more is garbage.
 */
public final class Coroutine extends LuaValue {

    public enum Status {
        SUSPENDED,
        RUNNING,
        NORMAL,
        DEAD;

        /** As scripts see it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final LuaState state;
    private final InterpretedFunction body;
    private final CoroutineFrames frames = new CoroutineFrames();

    private Status status = Status.SUSPENDED;
    private int depth;

    public Coroutine(LuaState state, InterpretedFunction body) {
        this.state = state;
        this.body = body;
    }

    public Status status() {
        return status;
    }

    /**
     * Goes on with the body until it yields or ends.
     *
     * @return what it yielded or returned
     * @throws LuaError what the body raised, or because it can't be resumed now
     */
    public Varargs resume(Varargs args) {
        if (status != Status.SUSPENDED) {
            throw RaisedError.of(valueOf("cannot resume " + status.text() + " coroutine"));
        }
        if (state.cCalls >= LuaState.MOST_C_CALLS) {
            throw RaisedError.of(valueOf("C stack overflow"));
        }
        Coroutine resumer = state.running;
        int resumersDepth = state.depth;
        int resumersCalls = state.cCalls;
        int resumersCatchers = state.catchers++;
        if (resumer != null) {
            resumer.status = Status.NORMAL;
        }
        state.running = this;
        state.depth = depth;
        state.cCalls++;
        status = Status.RUNNING;
        boolean yielded = false;
        try {
            Varargs results = run(args);
            yielded = !frames.isEmpty();
            return results;
        } finally {
            status = yielded ? Status.SUSPENDED : Status.DEAD;
            depth = state.depth;
            state.depth = resumersDepth;
            state.cCalls = resumersCalls;
            state.catchers = resumersCatchers;
            state.running = resumer;
            if (resumer != null) {
                resumer.status = Status.RUNNING;
            }
        }
    }

    private Varargs run(Varargs args) {
        if (frames.isEmpty()) {
            return Interpreter.begin(body, args, frames);
        }
        state.step();
        return Interpreter.goOn(frames, args);
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
