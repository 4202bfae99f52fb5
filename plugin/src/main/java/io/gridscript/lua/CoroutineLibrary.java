package io.gridscript.lua;

import static org.luaj.vm2.LuaValue.FALSE;
import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.TRUE;
import static org.luaj.vm2.LuaValue.valueOf;
import static org.luaj.vm2.LuaValue.varargsOf;

import java.util.Locale;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code coroutine.*}. */
final class CoroutineLibrary {

    private CoroutineLibrary() {}

    static ReadOnlyTable table(LuaState state) {
        ReadOnlyTable table = new ReadOnlyTable();
        define(table, "create", args -> create(state, args));
        define(table, "resume", CoroutineLibrary::resume);
        define(table, "running", args -> state.running == null ? NIL : state.running);
        define(table, "status", args -> valueOf(status(coroutine(args))));
        define(table, "yield", args -> yieldValues(state, args));
        define(table, "wrap", args -> wrap(create(state, args)));
        return table.freeze();
    }

    private static void define(ReadOnlyTable table, String name, HostFunction.Body body) {
        table.define(valueOf(name), new HostFunction(name, body));
    }

    private static Coroutine create(LuaState state, Varargs args) {
        LuaValue body = args.arg1();
        if (!(body instanceof InterpretedFunction)) {
            throw new ArgumentError(1, "Lua function expected");
        }
        return new Coroutine(state, body);
    }

    private static Varargs resume(Varargs args) {
        Coroutine coroutine = coroutine(args);
        try {
            return varargsOf(TRUE, coroutine.resume(args.subargs(2)));
        } catch (LuaError | StackOverflowError e) {
            LuaState.current().caught(e);
            return varargsOf(FALSE, BaseLibrary.caught(e));
        }
    }

    private static LuaValue wrap(Coroutine coroutine) {
        return new HostFunction(
                "wrap",
                args -> {
                    try {
                        return coroutine.resume(args);
                    } catch (RaisedError e) {
                        LuaValue value = e.caught();
                        throw value instanceof LuaString text
                                ? RaisedError.at(1, text)
                                : RaisedError.of(value);
                    }
                });
    }

    private static Varargs yieldValues(LuaState state, Varargs args) {
        if (state.running == null) {
            throw new OperationError("attempt to yield across metamethod/C-call boundary");
        }
        return state.running.yield(args);
    }

    private static Coroutine coroutine(Varargs args) {
        if (args.arg1() instanceof Coroutine coroutine) {
            return coroutine;
        }
        throw new ArgumentError(1, "coroutine expected");
    }

    private static String status(Coroutine coroutine) {
        return coroutine.status().name().toLowerCase(Locale.ROOT);
    }
}
