package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.valueOf;
import static org.luaj.vm2.LuaValue.varargsOf;

import io.gridscript.lua.vm.ArgumentError;
import io.gridscript.lua.vm.Arguments;
import io.gridscript.lua.vm.CStack;
import io.gridscript.lua.vm.HostFunction;
import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.lua.vm.ReadOnlyTable;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code cmsgpack.*}: lua-cmsgpack 0.4.0 as Redis has it. */
public final class MessagePackLibrary {

    private final LuaState state;

    private MessagePackLibrary(LuaState state) {
        this.state = state;
    }

    public static ReadOnlyTable table(LuaState state) {
        MessagePackLibrary library = new MessagePackLibrary(state);
        ReadOnlyTable table = new ReadOnlyTable();
        define(table, "pack", library::pack);
        define(table, "unpack", library::unpack);
        define(table, "unpack_one", library::unpackOne);
        define(table, "unpack_limit", library::unpackLimit);
        table.define(valueOf("_NAME"), valueOf("cmsgpack"));
        table.define(valueOf("_VERSION"), valueOf("lua-cmsgpack 0.4.0"));
        table.define(valueOf("_COPYRIGHT"), valueOf("Copyright (C) 2012, Salvatore Sanfilippo"));
        table.define(valueOf("_DESCRIPTION"), valueOf("MessagePack C implementation for Lua"));
        return table.freeze();
    }

    private static void define(ReadOnlyTable table, String name, HostFunction.Body body) {
        table.define(valueOf(name), new HostFunction(name, body));
    }

    private Varargs pack(Varargs args) {
        if (args.narg() == 0) {
            throw new ArgumentError(0, "MessagePack pack needs input.");
        }
        if (!CStack.has(args.narg(), args.narg())) {
            throw new ArgumentError(0, "Too many arguments for MessagePack pack.");
        }
        MessagePackWriter writer = new MessagePackWriter(state);
        for (int i = 1; i <= args.narg(); i++) {
            writer.add(args.arg(i));
        }
        return writer.string();
    }

    private Varargs unpack(Varargs args) {
        LuaString packed = Arguments.string(args, 1);
        return varargsOf(
                values(new MessagePackReader(state, packed, 0, args.narg()), Integer.MAX_VALUE)
                        .toArray(LuaValue[]::new));
    }

    private Varargs unpackOne(Varargs args) {
        long offset = args.isnoneornil(2) ? 0 : Arguments.longInteger(args, 2);
        return unpack(args, 1, offset);
    }

    private Varargs unpackLimit(Varargs args) {
        long limit = Arguments.longInteger(args, 2);
        long offset = args.isnoneornil(3) ? 0 : Arguments.longInteger(args, 3);
        return limit == 0 && offset == 0 ? unpack(args.arg1()) : unpack(args, limit, offset);
    }

    /** At most so many values from an offset on, and before them where to go on, or -1. */
    private Varargs unpack(Varargs args, long limit, long offset) {
        LuaString packed = Arguments.string(args, 1);
        if (offset < 0 || limit < 0) {
            // The C library says the length where it speaks of the limit.
            throw RaisedError.text(
                    "Invalid request to unpack with offset of "
                            + (int) offset
                            + " and limit of "
                            + packed.m_length
                            + ".");
        }
        if (offset > packed.m_length) {
            throw RaisedError.text(
                    "Start offset "
                            + (int) offset
                            + " greater than input length "
                            + packed.m_length
                            + ".");
        }
        MessagePackReader reader = new MessagePackReader(state, packed, (int) offset, 1);
        List<LuaValue> values = values(reader, limit);
        CStack.ensure(1 + values.size(), 1, "in function mp_unpack_full");
        values.add(0, valueOf(reader.atEnd() ? -1 : reader.offset()));
        return varargsOf(values.toArray(LuaValue[]::new));
    }

    private static List<LuaValue> values(MessagePackReader reader, long limit) {
        List<LuaValue> values = new ArrayList<>();
        while (!reader.atEnd() && values.size() < limit) {
            values.add(reader.next());
        }
        return values;
    }
}
