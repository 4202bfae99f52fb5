package io.gridscript.lua;

import static org.luaj.vm2.LuaValue.FALSE;
import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.NONE;
import static org.luaj.vm2.LuaValue.TRUE;
import static org.luaj.vm2.LuaValue.valueOf;
import static org.luaj.vm2.LuaValue.varargsOf;

import io.gridscript.reply.Ascii;
import java.io.ByteArrayOutputStream;
import java.util.function.BiConsumer;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The functions without a prefix, as Redis leaves them of Lua 5.1. Files, modules, print and debug
 * don't exist, nor does what Redis took away for its risks (newproxy, getfenv, setfenv); the
 * garbage collector can be asked but not told.
 */
final class BaseLibrary {

    /** Lua's LUAI_MAXCSTACK: as many values fit on a function's stack. */
    private static final int MOST_RESULTS = 8000;

    private static final LuaString ERR = valueOf("err");
    private static final LuaString TO_STRING = valueOf("__tostring");
    private static final LuaString METATABLE = valueOf("__metatable");

    private final LuaState state;
    private final LuaValue environment;

    private BaseLibrary(LuaState state, LuaValue environment) {
        this.state = state;
        this.environment = environment;
    }

    /**
     * Hands over the functions by name.
     *
     * @param environment the globals of functions that {@code loadstring} makes
     */
    static void install(
            LuaState state, LuaValue environment, BiConsumer<String, LuaValue> definitions) {
        BaseLibrary base = new BaseLibrary(state, environment);
        BiConsumer<String, HostFunction.Body> functions =
                (name, body) -> definitions.accept(name, new HostFunction(name, body));
        functions.accept("assert", BaseLibrary::assertion);
        functions.accept("error", BaseLibrary::error);
        functions.accept("pcall", base::pcall);
        functions.accept("xpcall", base::xpcall);
        functions.accept("type", args -> valueOf(Arguments.any(args, 1).typename()));
        functions.accept("tostring", args -> toText(state, Arguments.any(args, 1)));
        functions.accept("tonumber", BaseLibrary::toNumber);
        functions.accept("select", BaseLibrary::select);
        functions.accept("unpack", BaseLibrary::unpack);
        functions.accept("rawequal", BaseLibrary::rawEqual);
        functions.accept("rawget", BaseLibrary::rawGet);
        functions.accept("rawset", BaseLibrary::rawSet);
        functions.accept("getmetatable", BaseLibrary::getMetatable);
        functions.accept("setmetatable", BaseLibrary::setMetatable);
        functions.accept("loadstring", base::loadString);
        functions.accept("load", base::load);
        functions.accept("collectgarbage", BaseLibrary::collectGarbage);
        functions.accept("gcinfo", args -> valueOf(0));
        installTraversal(state, functions, definitions);
        definitions.accept("_VERSION", valueOf("Lua 5.1"));
    }

    private static void installTraversal(
            LuaState state,
            BiConsumer<String, HostFunction.Body> functions,
            BiConsumer<String, LuaValue> definitions) {
        LuaValue next = new HostFunction("next", args -> next(state, args));
        LuaValue nextIndex = new HostFunction("ipairs", BaseLibrary::nextIndex);
        definitions.accept("next", next);
        functions.accept("pairs", args -> varargsOf(next, Arguments.table(args, 1), NIL));
        functions.accept(
                "ipairs", args -> varargsOf(nextIndex, Arguments.table(args, 1), valueOf(0)));
    }

    private static Varargs next(LuaState state, Varargs args) {
        LuaTable table = Arguments.table(args, 1);
        LuaValue key = args.arg(2);
        try {
            Varargs entry = table.next(key);
            if (!isNeighbour(key, entry.arg1())) {
                // It may have passed any number of empty slots.
                state.steps(TableSlots.steps(table));
            }
            return entry;
        } catch (LuaError e) {
            throw new OperationError("invalid key to 'next'");
        }
    }

    private static boolean isNeighbour(LuaValue key, LuaValue next) {
        return next instanceof LuaInteger after
                && key instanceof LuaInteger before
                && after.v == before.v + 1;
    }

    private static Varargs nextIndex(Varargs args) {
        int index = args.arg(2).toint() + 1;
        LuaValue value = ((LuaTable) args.arg1()).rawget(index);
        return value.isnil() ? NIL : varargsOf(valueOf(index), value);
    }

    private static Varargs assertion(Varargs args) {
        if (Arguments.any(args, 1).toboolean()) {
            return args;
        }
        if (args.isnoneornil(2)) {
            throw RaisedError.text("assertion failed!");
        }
        throw RaisedError.at(1, Arguments.string(args, 2));
    }

    private static Varargs error(Varargs args) {
        LuaValue value = args.arg1();
        int level = Arguments.integer(args, 2, 1);
        if (level > 0 && (value instanceof LuaString || value instanceof LuaNumber)) {
            throw RaisedError.at(level, Arguments.string(args, 1));
        }
        throw RaisedError.of(value);
    }

    /**
     * Calls a function and catches its errors. An error table with a text {@code err} is caught as
     * that text, as Redis does it for scripts written when its errors were texts.
     */
    private Varargs pcall(Varargs args) {
        if (args.narg() == 0) {
            // As Redis's own pcall, which doesn't look.
            return NONE;
        }
        LuaValue function = args.arg1();
        int depth = state.depth;
        int cCalls = state.cCalls;
        try {
            return varargsOf(TRUE, invoke(function, args.subargs(2)));
        } catch (LuaError | StackOverflowError | OutOfMemoryError e) {
            state.caught(e);
            state.depth = depth;
            state.cCalls = cCalls;
            LuaValue value = caught(e);
            if (!(value instanceof LuaTable)) {
                return varargsOf(FALSE, value);
            }
            LuaValue text = value.get(ERR);
            boolean isText = text instanceof LuaString || text instanceof LuaNumber;
            return isText ? varargsOf(FALSE, text) : varargsOf(FALSE, value, text);
        }
    }

    private Varargs xpcall(Varargs args) {
        LuaValue handler = Arguments.any(args, 2);
        int depth = state.depth;
        int cCalls = state.cCalls;
        try {
            return varargsOf(TRUE, invoke(args.arg1(), NONE));
        } catch (LuaError | StackOverflowError | OutOfMemoryError e) {
            state.caught(e);
            state.depth = depth;
            state.cCalls = cCalls;
            return varargsOf(FALSE, handled(handler, caught(e)));
        }
    }

    private static LuaValue handled(LuaValue handler, LuaValue error) {
        try {
            return handler.isfunction() ? handler.call(error) : valueOf("error in error handling");
        } catch (LuaError e) {
            return valueOf("error in error handling");
        }
    }

    private Varargs invoke(LuaValue function, Varargs args) {
        if (!function.isfunction() && !function.metatag(LuaValue.CALL).isfunction()) {
            throw RaisedError.of(valueOf("attempt to call a " + function.typename() + " value"));
        }
        return state.call(function, args);
    }

    /** The value of what was thrown, as Lua code sees it. */
    static LuaValue caught(Throwable thrown) {
        if (thrown instanceof RaisedError e) {
            return e.caught();
        }
        if (thrown instanceof StackOverflowError) {
            return valueOf("stack overflow");
        }
        if (thrown instanceof OutOfMemoryError) {
            return valueOf("not enough memory");
        }
        return LuaString.valueUsing(Ascii.bytes(String.valueOf(thrown.getMessage())));
    }

    private static LuaValue toText(LuaState state, LuaValue value) {
        LuaValue metamethod = value instanceof LuaString ? NIL : value.metatag(TO_STRING);
        if (metamethod.isnil()) {
            return plainText(value);
        }
        return state.call(metamethod, value).arg1();
    }

    /** The text of a value, metamethods left out. */
    static LuaString plainText(LuaValue value) {
        if (value instanceof LuaString text) {
            return text;
        }
        if (value instanceof LuaNumber) {
            return NumberText.of(value);
        }
        if (value.isnil() || value.isboolean()) {
            return valueOf(value.tojstring());
        }
        if (value == JsonNull.NULL) {
            return valueOf("userdata: (nil)");
        }
        String address = Integer.toHexString(System.identityHashCode(value));
        return valueOf(value.typename() + ": 0x" + address);
    }

    private static Varargs toNumber(Varargs args) {
        int base = Arguments.integer(args, 2, 10);
        LuaValue value = Arguments.any(args, 1);
        if (base == 10) {
            if (value instanceof LuaString text) {
                return NumberReader.read(text);
            }
            return value instanceof LuaNumber ? value : NIL;
        }
        if (base < 2 || base > 36) {
            throw new ArgumentError(2, "base out of range");
        }
        return NumberReader.read(Arguments.string(args, 1), base);
    }

    private static Varargs select(Varargs args) {
        int count = args.narg() - 1;
        LuaValue which = args.arg1();
        if (which instanceof LuaString text && text.m_length > 0 && text.luaByte(0) == '#') {
            return valueOf(count);
        }
        int index = Arguments.integer(args, 1);
        int from = index < 0 ? count + index + 1 : index;
        if (from < 1) {
            throw new ArgumentError(1, "index out of range");
        }
        return from > count ? NONE : args.subargs(from + 1);
    }

    private static Varargs unpack(Varargs args) {
        LuaTable table = Arguments.table(args, 1);
        int from = Arguments.integer(args, 2, 1);
        int to = args.isnoneornil(3) ? table.rawlen() : Arguments.integer(args, 3);
        long count = (long) to - from + 1;
        if (count <= 0) {
            return NONE;
        }
        if (count + args.narg() > MOST_RESULTS) {
            throw RaisedError.text("too many results to unpack");
        }
        LuaValue[] values = new LuaValue[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = table.rawget(from + i);
        }
        return varargsOf(values);
    }

    private static Varargs rawEqual(Varargs args) {
        LuaValue left = Arguments.any(args, 1);
        return valueOf(left.raweq(Arguments.any(args, 2)));
    }

    private static Varargs rawGet(Varargs args) {
        return Arguments.table(args, 1).rawget(Arguments.any(args, 2));
    }

    private static Varargs rawSet(Varargs args) {
        LuaTable table = Arguments.table(args, 1);
        LuaValue key = Arguments.any(args, 2);
        LuaValue value = Arguments.any(args, 3);
        if (key.isnil()) {
            throw new OperationError("table index is nil");
        }
        if (Operators.isNan(key)) {
            throw new OperationError("table index is NaN");
        }
        table.rawset(key, value);
        return table;
    }

    private static Varargs getMetatable(Varargs args) {
        LuaValue metatable = Arguments.any(args, 1).getmetatable();
        if (metatable == null) {
            return NIL;
        }
        LuaValue shown = metatable.rawget(METATABLE);
        return shown.isnil() ? metatable : shown;
    }

    private static Varargs setMetatable(Varargs args) {
        LuaTable table = Arguments.table(args, 1);
        LuaValue metatable = args.arg(2);
        if (args.narg() < 2 || !(metatable.isnil() || metatable instanceof LuaTable)) {
            throw new ArgumentError(2, "nil or table expected");
        }
        LuaValue old = table.getmetatable();
        if (old != null && !old.rawget(METATABLE).isnil()) {
            throw RaisedError.text("cannot change a protected metatable");
        }
        return table.setmetatable(metatable.isnil() ? null : metatable);
    }

    private Varargs loadString(Varargs args) {
        LuaString source = Arguments.string(args, 1);
        return loaded(bytes(source), chunkName(args, bytes(source)));
    }

    private Varargs load(Varargs args) {
        LuaValue reader = Arguments.function(args, 1);
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        for (; ; ) {
            LuaValue piece = state.call(reader, NONE).arg1();
            if (piece.isnil() || (piece instanceof LuaString text && text.m_length == 0)) {
                return loaded(source.toByteArray(), chunkName(args, Ascii.bytes("=(load)")));
            }
            if (!(piece instanceof LuaString)) {
                return varargsOf(NIL, valueOf("reader function must return a string"));
            }
            state.step();
            source.writeBytes(bytes((LuaString) piece));
        }
    }

    private static String chunkName(Varargs args, byte[] otherwise) {
        return Ascii.string(args.arg(2) instanceof LuaString name ? bytes(name) : otherwise);
    }

    private Varargs loaded(byte[] source, String chunkName) {
        try {
            LuaProgram program = LuaProgram.compile(source, 0, chunkName, state::step);
            return InterpretedFunction.chunk(state, program.prototype(), environment);
        } catch (LuaSyntaxException e) {
            return varargsOf(NIL, LuaString.valueUsing(Ascii.bytes(e.getMessage())));
        }
    }

    private static Varargs collectGarbage(Varargs args) {
        String option = args.isnoneornil(1) ? "collect" : args.arg1().tojstring();
        return switch (option) {
            case "collect", "stop", "restart", "count", "step", "setpause", "setstepmul" ->
                    valueOf(0);
            default -> throw new ArgumentError(1, "invalid option '" + option + "'");
        };
    }

    private static byte[] bytes(LuaString text) {
        LuaState.charge(text.m_length);
        byte[] bytes = new byte[text.m_length];
        text.copyInto(0, bytes, 0, text.m_length);
        return bytes;
    }
}
