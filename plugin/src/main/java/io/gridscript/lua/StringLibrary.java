package io.gridscript.lua;

import static org.luaj.vm2.LuaValue.valueOf;

import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Varargs;

/** {@code string.*}: LuaJ's functions where they keep to bytes and 5.1, own ones elsewhere. */
final class StringLibrary {

    private static final List<String> FROM_LUAJ =
            List.of("byte", "char", "find", "gmatch", "gsub", "len", "match", "reverse", "sub");

    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private StringLibrary() {}

    static ReadOnlyTable table(LuaTable luaj) {
        ReadOnlyTable table = new ReadOnlyTable();
        for (String name : FROM_LUAJ) {
            table.define(valueOf(name), luaj.get(name));
        }
        table.define(valueOf("gfind"), luaj.get("gmatch"));
        define(table, "rep", StringLibrary::rep);
        define(table, "upper", args -> shifted(args, "upper", 'a', 'z', -32));
        define(table, "lower", args -> shifted(args, "lower", 'A', 'Z', 32));
        define(table, "format", StringFormat::format);
        define(table, "dump", args -> dump());
        return table.freeze();
    }

    private static void define(ReadOnlyTable table, String name, HostFunction.Body body) {
        table.define(valueOf(name), new HostFunction(name, body));
    }

    private static Varargs rep(Varargs args) {
        LuaString text = Arguments.string(args, 1, "rep");
        int times = Math.max(0, Arguments.integer(args, 2, "rep"));
        long length = (long) text.m_length * times;
        if (length > LONGEST) {
            throw RaisedError.text("string length overflow");
        }
        byte[] bytes = new byte[(int) length];
        if (length > 0) {
            text.copyInto(0, bytes, 0, text.m_length);
        }
        for (int done = text.m_length; done < bytes.length; done *= 2) {
            System.arraycopy(bytes, 0, bytes, done, Math.min(done, bytes.length - done));
        }
        return LuaString.valueUsing(bytes);
    }

    private static Varargs shifted(Varargs args, String function, int from, int to, int by) {
        LuaString text = Arguments.string(args, 1, function);
        byte[] bytes = new byte[text.m_length];
        text.copyInto(0, bytes, 0, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] >= from && bytes[i] <= to) {
                bytes[i] = (byte) (bytes[i] + by);
            }
        }
        return LuaString.valueUsing(bytes);
    }

    /** Bytecode is no use to a script, which can't load it. */
    private static Varargs dump() {
        throw RaisedError.text("unable to dump given function");
    }
}
