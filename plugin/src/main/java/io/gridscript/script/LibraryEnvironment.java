package io.gridscript.script;

import io.gridscript.lua.KeptState;
import io.gridscript.lua.LuaSandbox;
import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.vm.LuaClasses;
import io.gridscript.lua.vm.LuaPoll;
import io.gridscript.lua.vm.RaisedError;
import java.util.Map;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Where libraries are loaded and their functions called: while it is loaded, a library sees only
 * what registers functions and logs; its functions see what scripts see. For one thread at a time.
 */
final class LibraryEnvironment {

    static {
        LuaClasses.initialize();
    }

    private final RedisLibrary redis;
    private final LuaSandbox sandbox;
    private final LuaTable globalsThen;
    private Registration registration;

    /**
     * @param logs whether a library that is loaded here may write into the log
     */
    LibraryEnvironment(boolean logs) {
        redis = new RedisLibrary();
        LuaTable forFunctions = redis.tableForFunctions();
        sandbox = new LuaSandbox(Map.of("redis", forFunctions, "server", forFunctions));
        redis.serves(sandbox);
        LuaTable forLoading = redis.tableForLoading(this::register, logs);
        globalsThen = LuaSandbox.only(Map.of("redis", forLoading, "server", forLoading));
    }

    LuaSandbox sandbox() {
        return sandbox;
    }

    /** Their way to commands; set up for each run. */
    RedisLibrary redis() {
        return redis;
    }

    KeptState.Keeper keeper() {
        return new KeptState.Keeper(sandbox, globalsThen);
    }

    /**
     * Runs the top level of a library.
     *
     * @return the functions that it registers, by name
     * @throws RaisedError when it fails
     * @throws io.gridscript.lua.LuaStop what the poll threw
     */
    Map<String, Registration.Registered> load(LuaProgram program, LuaPoll poll) {
        registration = new Registration();
        try {
            sandbox.load(program, globalsThen, poll);
            return registration.functions();
        } finally {
            registration = null;
        }
    }

    private Varargs register(Varargs args) {
        if (registration == null) {
            throw Registration.error(
                    "redis.register_function can only be called on FUNCTION LOAD command");
        }
        registration.register(args);
        return LuaValue.NONE;
    }
}
