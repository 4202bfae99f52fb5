package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.FALSE;
import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.NONE;
import static org.luaj.vm2.LuaValue.TRUE;
import static org.luaj.vm2.LuaValue.valueOf;
import static org.luaj.vm2.LuaValue.varargsOf;

import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.compiler.LuaSyntaxException;
import io.gridscript.lua.vm.ArgumentError;
import io.gridscript.lua.vm.Arguments;
import io.gridscript.lua.vm.CText;
import io.gridscript.lua.vm.HostFunction;
import io.gridscript.lua.vm.InterpretedFunction;
import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.NumberReader;
import io.gridscript.lua.vm.NumberText;
import io.gridscript.lua.vm.OperationError;
import io.gridscript.lua.vm.Operators;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.lua.vm.TableTraversal;
import io.gridscript.reply.Ascii;
import java.io.ByteArrayOutputStream;
import java.util.Set;
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
public final class BaseLibrary {

    /** Lua's LUAI_MAXCSTACK: as many values fit on a function's stack. */
    private static final int MOST_RESULTS = 8000;

    /** What Lua sets its collector's pause and step to. */
    private static final int LUAS_GC_SETTING = 200;

    private static final LuaString ERR = valueOf("err");
    private static final LuaString ERROR_IN_HANDLING = valueOf("error in error handling");
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
    public static void install(
            LuaState state, LuaValue environment, BiConsumer<String, LuaValue> definitions) {
        BaseLibrary base = new BaseLibrary(state, environment);
        BiConsumer<String, HostFunction.Body> functions =
                (name, body) -> definitions.accept(name, new HostFunction(name, body));
        functions.accept("assert", BaseLibrary::assertion);
        functions.accept("error", BaseLibrary::error);
        functions.accept("pcall", base::pcall);
        functions.accept("xpcall", base::xpcall);
        functions.accept("type", args -> valueOf(Arguments.any(args, 1).typename()));
        functions.accept("tostring", args -> base.toText(Arguments.any(args, 1)));
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
        functions.accept("gcinfo", args -> valueOf((int) usedKilobytes()));
        installTraversal(state, functions, definitions);
        definitions.accept("_VERSION", valueOf("Lua 5.1"));
    }

    private static void installTraversal(
            LuaState state,
            BiConsumer<String, HostFunction.Body> functions,
            BiConsumer<String, LuaValue> definitions) {
        LuaValue next = new HostFunction("next", args -> next(state, args));
        LuaValue nextIndex = new HostFunction("ipairs", BaseLibrary::nextIndex);
        state.next = next;
        state.nextIndex = nextIndex;
        definitions.accept("next", next);
        functions.accept("pairs", args -> varargsOf(next, Arguments.table(args, 1), NIL));
        functions.accept(
                "ipairs", args -> varargsOf(nextIndex, Arguments.table(args, 1), valueOf(0)));
    }

    private static Varargs next(LuaState state, Varargs args) {
        LuaTable table = Arguments.table(args, 1);
        LuaValue key = args.arg(2);
        Varargs entry = table.next(key);
        if (!isNeighbour(key, entry.arg1())) {
            // It may have passed any number of empty places.
            state.steps(TableTraversal.searchSteps(table));
        }
        return entry;
    }

    private static boolean isNeighbour(LuaValue key, LuaValue next) {
        return next instanceof LuaInteger after
                && key instanceof LuaInteger before
                && after.v == before.v + 1;
    }

    private static Varargs nextIndex(Varargs args) {
        int index = Arguments.integer(args, 2) + 1;
        LuaValue value = Arguments.table(args, 1).rawget(index);
        return value.isnil() ? NONE : varargsOf(valueOf(index), value);
    }

    private static Varargs assertion(Varargs args) {
        if (Arguments.any(args, 1).toboolean()) {
            return args;
        }
        if (args.isnoneornil(2)) {
            throw RaisedError.text("assertion failed!");
        }
        throw RaisedError.text(CText.of(Ascii.string(bytes(Arguments.string(args, 2)))));
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

    /** What a handler makes of an error; for errors of its own it is called again, as in Lua. */
    private LuaValue handled(LuaValue handler, LuaValue error) {
        if (!handler.isfunction()) {
            return ERROR_IN_HANDLING;
        }
        LuaValue value = error;
        int depth = state.depth;
        int cCalls = state.cCalls;
        for (int calls = cCalls; calls < LuaState.LAST_C_CALLS; calls++) {
            try {
                return invoke(handler, value).arg1();
            } catch (LuaError e) {
                value = caught(e);
                state.depth = depth;
                state.cCalls = cCalls;
            }
        }
        return ERROR_IN_HANDLING;
    }

    private Varargs invoke(LuaValue function, Varargs args) {
        if (!function.isfunction() && !function.metatag(LuaValue.CALL).isfunction()) {
            throw RaisedError.of(valueOf("attempt to call a " + function.typename() + " value"));
        }
        return state.call(function, args);
    }

    /** The value of what was thrown, as Lua code sees it. */
    public static LuaValue caught(Throwable thrown) {
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

    private LuaValue toText(LuaValue value) {
        LuaValue metamethod = value instanceof LuaString ? NIL : value.metatag(TO_STRING);
        return metamethod.isnil() ? plainText(value) : invoke(metamethod, value).arg1();
    }

    /** The text of a value, metamethods left out. */
    public static LuaString plainText(LuaValue value) {
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
        LuaString digits = Arguments.string(args, 1);
        if (base < 2 || base > 36) {
            throw new ArgumentError(2, "base out of range");
        }
        return NumberReader.read(digits, base);
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
        String name = chunkName(args, Ascii.bytes("=(load)"));
        LuaValue reader = Arguments.function(args, 1);
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        for (; ; ) {
            LuaValue piece;
            try {
                piece = state.call(reader, NONE).arg1();
            } catch (LuaError e) {
                return varargsOf(NIL, caught(e));
            }
            if (piece.isnil() || (piece instanceof LuaString text && text.m_length == 0)) {
                return loaded(source.toByteArray(), name);
            }
            if (!(piece instanceof LuaString || piece instanceof LuaNumber)) {
                return varargsOf(NIL, valueOf("reader function must return a string"));
            }
            state.step();
            source.writeBytes(bytes(plainText(piece)));
        }
    }

    private static String chunkName(Varargs args, byte[] otherwise) {
        return Ascii.string(args.isnoneornil(2) ? otherwise : bytes(Arguments.string(args, 2)));
    }

    private Varargs loaded(byte[] source, String chunkName) {
        try {
            LuaProgram program =
                    LuaProgram.compile(source, 0, chunkName, state.cCalls, state::step);
            return InterpretedFunction.chunk(state, program.prototype(), environment);
        } catch (LuaSyntaxException e) {
            return varargsOf(NIL, LuaString.valueUsing(Ascii.bytes(e.getMessage())));
        }
    }

    private static Varargs collectGarbage(Varargs args) {
        String option = args.isnoneornil(1) ? "collect" : Arguments.string(args, 1).tojstring();
        boolean known =
                Set.of("stop", "restart", "collect", "count", "step", "setpause", "setstepmul")
                        .contains(option);
        if (!known) {
            throw new ArgumentError(1, "invalid option '" + CText.of(option) + "'");
        }
        Arguments.integer(args, 2, 0);
        return switch (option) {
            case "count" -> valueOf(usedKilobytes());
            case "step" -> TRUE;
            case "setpause", "setstepmul" -> valueOf(LUAS_GC_SETTING);
            default -> valueOf(0);
        };
    }

    private static double usedKilobytes() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1024.0;
    }

    private static byte[] bytes(LuaString text) {
        LuaState.charge(text.m_length);
        byte[] bytes = new byte[text.m_length];
        text.copyInto(0, bytes, 0, text.m_length);
        return bytes;
    }
}
