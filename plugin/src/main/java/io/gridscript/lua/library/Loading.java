package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.NONE;
import static org.luaj.vm2.LuaValue.varargsOf;

import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.compiler.LuaSyntaxException;
import io.gridscript.lua.vm.Arguments;
import io.gridscript.lua.vm.CatchingFunction;
import io.gridscript.lua.vm.HostFunction;
import io.gridscript.lua.vm.InterpretedFunction;
import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.reply.Ascii;
import java.util.function.BiConsumer;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code load} and {@code loadstring}. */
final class Loading {

    private static final byte[] NAME = Ascii.bytes("=(load)");
    private static final byte[] NO_MORE = {};

    private final LuaState state;
    private final LuaValue environment;

    private Loading(LuaState state, LuaValue environment) {
        this.state = state;
        this.environment = environment;
    }

    /**
     * @param environment the globals of the functions made
     */
    static void install(
            LuaState state, LuaValue environment, BiConsumer<String, LuaValue> definitions) {
        Loading loading = new Loading(state, environment);
        definitions.accept("loadstring", new HostFunction("loadstring", loading::loadString));
        definitions.accept("load", new CatchingFunction("load", loading::load));
    }

    private Varargs loadString(Varargs args) {
        LuaString source = Arguments.string(args, 1);
        try {
            return compiled(bytes(source), chunkName(args, bytes(source)));
        } catch (LuaSyntaxException e) {
            return failed(e);
        }
    }

    private Varargs load(Varargs args, CatchingFunction.Caller caller) {
        String name = chunkName(args, NAME);
        LuaValue reader = Arguments.function(args, 1);
        int depth = state.depth;
        int cCalls = state.cCalls;
        try {
            byte[] source = LuaProgram.read(() -> piece(reader), name, cCalls, state::step);
            return compiled(source, name);
        } catch (LuaSyntaxException e) {
            return failed(e);
        } catch (LuaError e) {
            state.depth = depth;
            state.cCalls = cCalls;
            return varargsOf(NIL, handled(e, caller));
        }
    }

    /** In Lua the reader's errors are first for the handler of whatever called that has one. */
    private LuaValue handled(LuaError error, CatchingFunction.Caller caller) {
        LuaValue value = ProtectedCalls.caught(error, caller);
        if (state.handledCatchers != state.catchers) {
            return value;
        }
        if (state.handler != null) {
            return ProtectedCalls.handled(state, state.handler, value);
        }
        return error instanceof RaisedError raised ? state.hostsHandler.apply(raised) : value;
    }

    private byte[] piece(LuaValue reader) {
        state.step();
        LuaValue piece = state.call(reader, NONE).arg1();
        if (piece.isnil()) {
            return NO_MORE;
        }
        if (!(piece instanceof LuaString || piece instanceof LuaNumber)) {
            throw RaisedError.text("reader function must return a string");
        }
        return bytes(BaseLibrary.plainText(piece));
    }

    private static String chunkName(Varargs args, byte[] otherwise) {
        return Ascii.string(args.isnoneornil(2) ? otherwise : bytes(Arguments.string(args, 2)));
    }

    private LuaValue compiled(byte[] source, String chunkName) throws LuaSyntaxException {
        LuaProgram program = LuaProgram.compile(source, 0, chunkName, state.cCalls, state::step);
        return InterpretedFunction.chunk(state, program.prototype(), environment);
    }

    private static Varargs failed(LuaSyntaxException e) {
        return varargsOf(NIL, LuaString.valueUsing(Ascii.bytes(e.getMessage())));
    }

    private static byte[] bytes(LuaString text) {
        LuaState.charge(text.m_length);
        byte[] bytes = new byte[text.m_length];
        text.copyInto(0, bytes, 0, text.m_length);
        return bytes;
    }
}
