package io.gridscript.lua;

import static org.luaj.vm2.LuaValue.valueOf;

import java.util.Map;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code string.*}: LuaJ's functions where they keep to bytes and 5.1, own ones elsewhere. */
final class StringLibrary {

    /**
     * LuaJ's functions and what they take: s a string, n a number; a capital letter must be there.
     * LuaJ itself doesn't say which argument is wrong.
     */
    private static final Map<String, String> FROM_LUAJ =
            Map.of(
                    "len", "S",
                    "reverse", "S");

    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private StringLibrary() {}

    static ReadOnlyTable table(LuaTable luaj) {
        ReadOnlyTable table = new ReadOnlyTable();
        FROM_LUAJ.forEach((name, takes) -> define(table, name, checked(luaj.get(name), takes)));
        define(table, "byte", StringLibrary::bytes);
        define(table, "find", PatternLibrary::find);
        define(table, "match", PatternLibrary::match);
        define(table, "gmatch", PatternLibrary::gmatch);
        define(table, "gsub", PatternLibrary::gsub);
        table.define(valueOf("gfind"), table.rawget(valueOf("gmatch")));
        table.define(valueOf("char"), luaj.get("char"));
        define(table, "rep", StringLibrary::rep);
        define(table, "sub", StringLibrary::sub);
        define(table, "upper", args -> shifted(args, 'a', 'z', -32));
        define(table, "lower", args -> shifted(args, 'A', 'Z', 32));
        define(table, "format", StringFormat::format);
        define(table, "dump", args -> dump(args.checkfunction(1)));
        return table.freeze();
    }

    private static void define(ReadOnlyTable table, String name, HostFunction.Body body) {
        table.define(valueOf(name), new HostFunction(name, body));
    }

    private static HostFunction.Body checked(LuaValue function, String takes) {
        return args -> {
            LuaValue[] values = new LuaValue[Math.min(args.narg(), takes.length())];
            for (int i = 1; i <= takes.length(); i++) {
                char type = takes.charAt(i - 1);
                LuaValue value = checked(args, i, type);
                if (i <= values.length) {
                    values[i - 1] = value;
                }
                LuaState.charge(value instanceof LuaString text ? text.m_length : 0);
            }
            return function.invoke(values);
        };
    }

    private static LuaValue checked(Varargs args, int number, char type) {
        if (Character.isLowerCase(type) && args.isnoneornil(number)) {
            return args.arg(number);
        }
        return Character.toLowerCase(type) == 's'
                ? Arguments.string(args, number)
                : valueOf(Arguments.number(args, number));
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

    private static Varargs bytes(Varargs args) {
        LuaString text = Arguments.string(args, 1);
        long from =
                args.isnoneornil(2) ? 1 : position(Arguments.longInteger(args, 2), text.m_length);
        long to =
                args.isnoneornil(3)
                        ? from
                        : position(Arguments.longInteger(args, 3), text.m_length);
        long first = Math.max(from, 1);
        long last = Math.min(to, text.m_length);
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
