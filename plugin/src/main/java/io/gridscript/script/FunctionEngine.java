package io.gridscript.script;

import io.gridscript.lua.KeptState;
import io.gridscript.lua.LastingState;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.reply.ErrorReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.luaj.vm2.LuaValue;

/**
 * Calls functions of libraries. As in Redis, a library's top level runs once, and what its
 * functions leave in variables around them is there for the next call: so there is one engine for a
 * keyspace, used by whoever holds that, and what libraries remember stays with the keyspace's
 * owner.
 */
public final class FunctionEngine extends LuaEngine {

    /** What more is remembered isn't kept for a call that may start again. */
    private static final int MOST_KEPT = 500;

    /** A library that is loaded here, without what it remembers. */
    private static final long FIXED_BYTES = 150;

    private static final long FUNCTION_BYTES = 150;

    /**
     * A library whose top level has run.
     *
     * @param remembers whether calls may leave something for the next
     */
    private record Loaded(Map<String, LuaValue> callbacks, boolean remembers) {}

    private final LibraryEnvironment environment = new LibraryEnvironment(false);
    private final KeptState.Keeper keeper = environment.keeper();

    /** One that is none of the grid's any more, nor runs, is forgotten with all that it kept. */
    private final Map<Library, Loaded> loaded = new WeakHashMap<>();

    /**
     * Makes ready for a run that may be taken back: then everything that functions remember will be
     * as it is now.
     *
     * @return false when that isn't possible, and the run must not be one of those
     */
    public boolean canTakeBack(ScriptRun run) {
        Loaded library;
        try {
            library = loaded(run);
        } catch (RaisedError e) {
            // The run will end with it, and answer so.
            return true;
        }
        if (!library.remembers) {
            return true;
        }
        KeptState kept = keeper.keep(library.callbacks.values(), MOST_KEPT);
        if (kept == null) {
            return false;
        }
        run.whenTakenBack(kept::restore);
        return true;
    }

    @Override
    LuaValue result(ScriptRun run, RedisCalls calls) {
        LuaValue callback = loaded(run).callbacks.get(run.executable().title());
        if (callback == null) {
            throw ErrorReply.err("Function not found");
        }
        RedisLibrary redis = environment.redis();
        redis.begin(run, calls);
        try {
            return environment
                    .sandbox()
                    .call(
                            callback,
                            strings(run.keys()),
                            strings(run.arguments()),
                            run.poll(),
                            run.seed());
        } finally {
            run.randomReached(environment.sandbox().randomReached());
            redis.end();
        }
    }

    private Loaded loaded(ScriptRun run) {
        Library library = ((LibraryFunction) run.executable()).library();
        Loaded known = loaded.get(library);
        if (known == null) {
            known = load(library, run);
            loaded.put(library, known);
        }
        return known;
    }

    private Loaded load(Library library, ScriptRun run) {
        Map<String, LuaValue> callbacks = new HashMap<>();
        environment
                .load(library.program(), run.poll())
                .forEach((name, registered) -> callbacks.put(name, registered.callback()));
        library.takesForUse(FIXED_BYTES + FUNCTION_BYTES * callbacks.size());
        return new Loaded(
                Map.copyOf(callbacks), LastingState.mayChange(List.copyOf(callbacks.values())));
    }
}
