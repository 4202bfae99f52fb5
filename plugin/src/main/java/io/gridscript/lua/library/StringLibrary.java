package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.valueOf;

import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.vm.ArgumentError;
import io.gridscript.lua.vm.Arguments;
import io.gridscript.lua.vm.CStack;
import io.gridscript.lua.vm.HostFunction;
import io.gridscript.lua.vm.InterpretedFunction;
import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.lua.vm.ReadOnlyTable;
import io.gridscript.lua.vm.StringTable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code string.*}, but for patterns and formats. */
public final class StringLibrary {

    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private StringLibrary() {}

    public static ReadOnlyTable table() {
        StringTable table = new StringTable();
        // The order in which Lua registers them decides the order of pairs(string).
        define(table, "byte", StringLibrary::bytes);
        define(table, "char", StringLibrary::character);
        define(table, "dump", args -> dump(Arguments.function(args, 1)));
        define(table, "find", PatternLibrary::find);
        define(table, "format", StringFormat::format);
        define(table, "gfind", PatternLibrary::gmatch);
        define(table, "gmatch", PatternLibrary::gmatch);
        define(table, "gsub", PatternLibrary::gsub);
        define(table, "len", args -> valueOf(Arguments.string(args, 1).m_length));
        define(table, "lower", args -> shifted(args, 'A', 'Z', 32));
        define(table, "match", PatternLibrary::match);
        define(table, "rep", StringLibrary::rep);
        define(table, "reverse", StringLibrary::reverse);
        define(table, "sub", StringLibrary::sub);
        define(table, "upper", args -> shifted(args, 'a', 'z', -32));
        table.define(valueOf("gfind"), table.rawget(valueOf("gmatch")));
        return table.freeze();
    }

    private static void define(ReadOnlyTable table, String name, HostFunction.Body body) {
        table.define(valueOf(name), new HostFunction(name, body));
    }

    private static Varargs bytes(Varargs args) {
        LuaString text = Arguments.string(args, 1);
        long from = args.isnoneornil(2) ? 1 : Arguments.longInteger(args, 2);
        long first = position(from, text.m_length);
        long last =
                args.isnoneornil(3)
                        ? first
                        : position(Arguments.longInteger(args, 3), text.m_length);
        first = Math.max(first, 1);
        last = Math.min(last, text.m_length);
        if (first > last) {
            return LuaValue.NONE;
        }
        int count = (int) (last - first + 1);
        CStack.ensure(args.narg(), count, "string slice too long");
        LuaValue[] values = new LuaValue[count];
        for (int i = 0; i < count; i++) {
            values[i] = valueOf(text.luaByte((int) first - 1 + i));
        }
        return LuaValue.varargsOf(values);
    }

    private static Varargs character(Varargs args) {
        byte[] bytes = new byte[args.narg()];
        for (int i = 1; i <= bytes.length; i++) {
            int code = Arguments.integer(args, i);
            if (code < 0 || code > 255) {
                throw new ArgumentError(i, "invalid value");
            }
            bytes[i - 1] = (byte) code;
        }
        return LuaString.valueUsing(bytes);
    }

    private static Varargs reverse(Varargs args) {
        LuaString text = Arguments.string(args, 1);
        LuaState.charge(text.m_length);
        byte[] bytes = new byte[text.m_length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[bytes.length - 1 - i] = (byte) text.luaByte(i);
        }
        return LuaString.valueUsing(bytes);
    }

    private static Varargs rep(Varargs args) {
        LuaString text = Arguments.string(args, 1);
        int times = Math.max(0, Arguments.integer(args, 2));
        long length = (long) text.m_length * times;
        if (length > LONGEST) {
            throw RaisedError.text("string length overflow");
        }
        LuaState.charge(length);
        byte[] bytes = new byte[(int) length];
        if (length > 0) {
            text.copyInto(0, bytes, 0, text.m_length);
        }
        for (int done = text.m_length; done < bytes.length; done *= 2) {
            System.arraycopy(bytes, 0, bytes, done, Math.min(done, bytes.length - done));
        }
        return LuaString.valueUsing(bytes);
    }

    private static Varargs sub(Varargs args) {
        LuaString text = Arguments.string(args, 1);
        long from = position(Arguments.longInteger(args, 2), text.m_length);
        long to =
                args.isnoneornil(3)
                        ? text.m_length
                        : position(Arguments.longInteger(args, 3), text.m_length);
        long first = Math.max(from, 1);
        long last = Math.min(to, text.m_length);
        return first > last ? LuaValue.EMPTYSTRING : text.substring((int) first - 1, (int) last);
    }

    /** A position counted from 1; negative ones count from the end. */
    private static long position(long position, int length) {
        return position >= 0 ? position : Math.max(0, position + length + 1);
    }

    private static Varargs shifted(Varargs args, int from, int to, int by) {
        LuaString text = Arguments.string(args, 1);
        LuaState.charge(text.m_length);
        byte[] bytes = new byte[text.m_length];
        text.copyInto(0, bytes, 0, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] >= from && bytes[i] <= to) {
                bytes[i] = (byte) (bytes[i] + by);
            }
        }
        return LuaString.valueUsing(bytes);
    }

    /** Bytecode is of no use to a script, which can't load it; but making it is allowed. */
    private static Varargs dump(LuaValue function) {
        if (!(function instanceof InterpretedFunction interpreted)) {
            throw RaisedError.text("unable to dump given function");
        }
        return LuaString.valueUsing(LuaProgram.dump(interpreted.prototype));
    }
}
