package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.NONE;
import static org.luaj.vm2.LuaValue.valueOf;
import static org.luaj.vm2.LuaValue.varargsOf;

import io.gridscript.lua.vm.ArgumentError;
import io.gridscript.lua.vm.Arguments;
import io.gridscript.lua.vm.CText;
import io.gridscript.lua.vm.HostFunction;
import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.NumberReader;
import io.gridscript.lua.vm.NumberText;
import io.gridscript.lua.vm.OperationError;
import io.gridscript.lua.vm.Operators;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.lua.vm.TableTraversal;
import io.gridscript.reply.Ascii;
import java.util.function.BiConsumer;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The functions without a prefix, as Redis leaves them of Lua 5.1. Files, modules, print and debug
 * don't exist, nor does what Redis took away for its risks (newproxy, getfenv, setfenv).
 */
public final class BaseLibrary {

    /** Lua's LUAI_MAXCSTACK: as many values fit on a function's stack. */
    private static final int MOST_RESULTS = 8000;

    private static final LuaString TO_STRING = valueOf("__tostring");
    private static final LuaString METATABLE = valueOf("__metatable");

    private final LuaState state;

    private BaseLibrary(LuaState state) {
        this.state = state;
    }

    /**
     * Hands over the functions by name.
     *
     * @param environment the globals of functions that {@code loadstring} makes
     */
    public static void install(
            LuaState state,
            LuaValue environment,
            CollectorSettings collector,
            BiConsumer<String, LuaValue> definitions) {
        BaseLibrary base = new BaseLibrary(state);
        BiConsumer<String, HostFunction.Body> functions =
                (name, body) -> definitions.accept(name, new HostFunction(name, body));
        functions.accept("assert", BaseLibrary::assertion);
        functions.accept("error", BaseLibrary::error);
        ProtectedCalls.install(state, definitions);
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
        Loading.install(state, environment, definitions);
        collector.install(definitions);
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

    private LuaValue toText(LuaValue value) {
        LuaValue metamethod = value instanceof LuaString ? NIL : value.metatag(TO_STRING);
        return metamethod.isnil()
                ? plainText(value)
                : ProtectedCalls.invoke(state, metamethod, value).arg1();
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

    private static byte[] bytes(LuaString text) {
        LuaState.charge(text.m_length);
        byte[] bytes = new byte[text.m_length];
        text.copyInto(0, bytes, 0, text.m_length);
        return bytes;
    }
}
