package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.FALSE;
import static org.luaj.vm2.LuaValue.NONE;
import static org.luaj.vm2.LuaValue.TRUE;
import static org.luaj.vm2.LuaValue.valueOf;
import static org.luaj.vm2.LuaValue.varargsOf;

import io.gridscript.lua.vm.Arguments;
import io.gridscript.lua.vm.CatchingFunction;
import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.reply.Ascii;
import java.util.function.BiConsumer;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code pcall} and {@code xpcall}. */
public final class ProtectedCalls {

    private static final LuaString ERR = valueOf("err");
    private static final LuaString ERROR_IN_HANDLING = valueOf("error in error handling");

    private final LuaState state;

    private ProtectedCalls(LuaState state) {
        this.state = state;
    }

    static void install(LuaState state, BiConsumer<String, LuaValue> definitions) {
        ProtectedCalls calls = new ProtectedCalls(state);
        definitions.accept("pcall", new CatchingFunction("pcall", calls::pcall));
        definitions.accept("xpcall", new CatchingFunction("xpcall", calls::xpcall));
    }

    /**
     * Calls a function and catches its errors. An error table with a text {@code err} is caught as
     * that text, as Redis does it for scripts written when its errors were texts.
     */
    private Varargs pcall(Varargs args, CatchingFunction.Caller caller) {
        if (args.narg() == 0) {
            // As Redis's own pcall, which doesn't look.
            return NONE;
        }
        LuaValue function = args.arg1();
        int depth = state.depth;
        int cCalls = state.cCalls;
        int catchers = state.catchers++;
        try {
            Varargs results = invoke(state, function, args.subargs(2));
            state.catchers = catchers;
            return varargsOf(TRUE, results);
        } catch (LuaError | StackOverflowError | OutOfMemoryError e) {
            state.caught(e);
            state.depth = depth;
            state.cCalls = cCalls;
            state.catchers = catchers;
            LuaValue value = caught(e, caller);
            if (!(value instanceof LuaTable)) {
                return varargsOf(FALSE, value);
            }
            LuaValue text = errorText(value);
            boolean isText = text instanceof LuaString || text instanceof LuaNumber;
            return isText ? varargsOf(FALSE, text) : varargsOf(FALSE, value, text);
        }
    }

    private static LuaValue errorText(LuaValue table) {
        try {
            return table.get(ERR);
        } catch (RaisedError e) {
            e.passesLibrary();
            throw e;
        } catch (LuaError e) {
            throw RaisedError.of(LuaString.valueUsing(Ascii.bytes(e.getMessage())));
        }
    }

    private Varargs xpcall(Varargs args, CatchingFunction.Caller caller) {
        LuaValue handler = Arguments.any(args, 2);
        int depth = state.depth;
        int cCalls = state.cCalls;
        int catchers = state.catchers;
        int handledCatchers = state.handledCatchers;
        LuaValue outerHandler = state.handler;
        state.handledCatchers = ++state.catchers;
        state.handler = handler;
        try {
            return varargsOf(TRUE, invoke(state, args.arg1(), NONE));
        } catch (LuaError | StackOverflowError | OutOfMemoryError e) {
            state.caught(e);
            state.depth = depth;
            state.cCalls = cCalls;
            return varargsOf(FALSE, handled(state, handler, caught(e, caller)));
        } finally {
            state.catchers = catchers;
            state.handledCatchers = handledCatchers;
            state.handler = outerHandler;
        }
    }

    /** What a handler makes of an error; for errors of its own it is called again, as in Lua. */
    static LuaValue handled(LuaState state, LuaValue handler, LuaValue error) {
        if (!handler.isfunction()) {
            return ERROR_IN_HANDLING;
        }
        LuaValue value = error;
        int depth = state.depth;
        int cCalls = state.cCalls;
        for (int calls = cCalls; calls < LuaState.LAST_C_CALLS; calls++) {
            try {
                return invoke(state, handler, value).arg1();
            } catch (LuaError e) {
                value = caught(e);
                state.depth = depth;
                state.cCalls = cCalls;
            }
        }
        return ERROR_IN_HANDLING;
    }

    /** Calls a value for a library function that hasn't looked what it is. */
    static Varargs invoke(LuaState state, LuaValue function, Varargs args) {
        if (!function.isfunction() && !function.metatag(LuaValue.CALL).isfunction()) {
            throw RaisedError.of(valueOf("attempt to call a " + function.typename() + " value"));
        }
        return state.call(function, args);
    }

    /** The value of what was thrown, as Lua code sees it. */
    public static LuaValue caught(Throwable thrown) {
        return caught(thrown, null);
    }

    /**
     * As {@link #caught(Throwable)}.
     *
     * @param caller who called what catches it; null if that isn't Lua code
     */
    static LuaValue caught(Throwable thrown, CatchingFunction.Caller caller) {
        if (thrown instanceof RaisedError e) {
            return e.caught(caller);
        }
        if (thrown instanceof StackOverflowError) {
            return valueOf("stack overflow");
        }
        if (thrown instanceof OutOfMemoryError) {
            return valueOf("not enough memory");
        }
        return LuaString.valueUsing(Ascii.bytes(String.valueOf(thrown.getMessage())));
    }
}
