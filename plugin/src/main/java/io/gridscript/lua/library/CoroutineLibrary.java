package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.FALSE;
import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.TRUE;
import static org.luaj.vm2.LuaValue.valueOf;
import static org.luaj.vm2.LuaValue.varargsOf;

import io.gridscript.lua.vm.ArgumentError;
import io.gridscript.lua.vm.Coroutine;
import io.gridscript.lua.vm.HostFunction;
import io.gridscript.lua.vm.InterpretedFunction;
import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.lua.vm.ReadOnlyTable;
import io.gridscript.lua.vm.YieldFunction;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code coroutine.*}. */
public final class CoroutineLibrary {

    private static final int FUNCTIONS = 6;

    private CoroutineLibrary() {}

    public static ReadOnlyTable table(LuaState state) {
        // In the order in which Lua makes it, as pairs shows it.
        ReadOnlyTable table = new ReadOnlyTable(FUNCTIONS);
        define(table, "create", args -> create(state, args));
        define(table, "resume", CoroutineLibrary::resume);
        define(table, "running", args -> state.running == null ? NIL : state.running);
        define(table, "status", args -> valueOf(coroutine(args).status().text()));
        define(table, "wrap", args -> wrap(create(state, args)));
        table.define(valueOf("yield"), new YieldFunction());
        return table.freeze();
    }

    private static void define(ReadOnlyTable table, String name, HostFunction.Body body) {
        table.define(valueOf(name), new HostFunction(name, body));
    }

    private static Coroutine create(LuaState state, Varargs args) {
        if (!(args.arg1() instanceof InterpretedFunction body)) {
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
            return varargsOf(FALSE, ProtectedCalls.caught(e));
        }
    }

    private static LuaValue wrap(Coroutine coroutine) {
        return new HostFunction("wrap", args -> wrapped(coroutine, args));
    }

    private static Varargs wrapped(Coroutine coroutine, Varargs args) {
        try {
            return coroutine.resume(args);
        } catch (LuaError | StackOverflowError e) {
            LuaState.current().caught(e);
            LuaValue value = ProtectedCalls.caught(e);
            // As numbers count as strings, they get a position, too.
            throw value instanceof LuaString || value instanceof LuaNumber
                    ? RaisedError.at(1, BaseLibrary.plainText(value))
                    : RaisedError.of(value);
        }
    }

    private static Coroutine coroutine(Varargs args) {
        if (args.arg1() instanceof Coroutine coroutine) {
            return coroutine;
        }
        throw new ArgumentError(1, "coroutine expected");
    }
}
