package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.valueOf;

import io.gridscript.lua.vm.ArgumentError;
import io.gridscript.lua.vm.Arguments;
import io.gridscript.lua.vm.CStack;
import io.gridscript.lua.vm.HostFunction;
import io.gridscript.lua.vm.LuaState;
import io.gridscript.lua.vm.NumberCasts;
import io.gridscript.lua.vm.NumberReader;
import io.gridscript.lua.vm.Numbers;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.lua.vm.ReadOnlyTable;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code struct.*}: values as bytes by a format, with the sizes of x86-64. */
public final class StructLibrary {

    private final LuaState state;

    private StructLibrary(LuaState state) {
        this.state = state;
    }

    public static ReadOnlyTable table(LuaState state) {
        StructLibrary library = new StructLibrary(state);
        ReadOnlyTable table = new ReadOnlyTable();
        define(table, "pack", library::pack);
        define(table, "unpack", library::unpack);
        define(table, "size", library::size);
        return table.freeze();
    }

    private static void define(ReadOnlyTable table, String name, HostFunction.Body body) {
        table.define(valueOf(name), new HostFunction(name, body));
    }

    private Varargs pack(Varargs args) {
        StructFormat format = new StructFormat(Arguments.string(args, 1));
        StringBuilding bytes = new StringBuilding(state);
        int argument = 2;
        while (format.next()) {
            for (int i = format.padding(bytes.length()); i > 0; i--) {
                bytes.add(0);
            }
            switch (format.option()) {
                case 'b', 'B', 'h', 'H', 'l', 'L', 'T', 'i', 'I' ->
                        bytes.add(integer(number(args, argument++)), format);
                case 'f' -> {
                    float real = (float) number(args, argument++);
                    bytes.add(NumberCasts.bits(real), format);
                }
                case 'd' -> bytes.add(NumberCasts.bits(number(args, argument++)), format);
                case 'x' -> bytes.add(0);
                case 'c', 's' -> add(bytes, format, string(args, argument++), argument);
                default -> format.control();
            }
        }
        return bytes.string();
    }

    private static void add(
            StringBuilding bytes, StructFormat format, LuaString text, int nextArgument) {
        int size = format.size() == 0 ? text.m_length : format.size();
        if (size > text.m_length) {
            // The C library has already gone on to the next argument, and names that.
            throw new ArgumentError(nextArgument, "string too short");
        }
        bytes.add(text.m_bytes, text.m_offset, size);
        if (format.option() == 's') {
            bytes.add(0);
        }
    }

    private static long integer(double number) {
        return number < 0 ? NumberCasts.toLong(number) : NumberCasts.toUnsignedLong(number);
    }

    /** The C library puts a nil behind the arguments, so a missing one is nil. */
    private static double number(Varargs args, int number) {
        return Arguments.number(number > args.narg() ? withNil(args) : args, number);
    }

    private static LuaString string(Varargs args, int number) {
        return Arguments.string(number > args.narg() ? withNil(args) : args, number);
    }

    private static Varargs withNil(Varargs args) {
        LuaValue[] values = new LuaValue[args.narg() + 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = args.arg(i + 1);
        }
        return LuaValue.varargsOf(values);
    }

    private Varargs unpack(Varargs args) {
        StructFormat format = new StructFormat(Arguments.string(args, 1));
        LuaString data = Arguments.string(args, 2);
        long position = (args.isnoneornil(3) ? 1 : Arguments.longInteger(args, 3)) - 1;
        if (position == -1) {
            throw new ArgumentError(3, "offset must be 1 or greater");
        }
        List<LuaValue> values = new ArrayList<>();
        while (format.next()) {
            state.step();
            position += format.padding(position);
            checkRoom(data, position, format.size());
            CStack.ensure(args.narg() + values.size(), 2, "too many results");
            position += read(format, data, (int) position, values);
        }
        values.add(valueOf((double) (position + 1)));
        return LuaValue.varargsOf(values.toArray(LuaValue[]::new));
    }

    /** Reads one option's value. Returns the bytes it takes. */
    private static int read(
            StructFormat format, LuaString data, int position, List<LuaValue> values) {
        int size = format.size();
        switch (format.option()) {
            case 'b', 'h', 'l', 'i' -> values.add(valueOf((double) signed(data, position, format)));
            case 'B', 'H', 'L', 'T', 'I' ->
                    values.add(valueOf(NumberCasts.ofUnsigned(bits(data, position, format))));
            case 'f' ->
                    values.add(
                            valueOf(
                                    (double)
                                            Float.intBitsToFloat(
                                                    (int) bits(data, position, format))));
            case 'd' ->
                    values.add(Numbers.of(Double.longBitsToDouble(bits(data, position, format))));
            case 'x' -> {}
            case 'c' -> {
                size = size == 0 ? sizeBefore(values, data, position) : size;
                values.add(piece(data, position, size));
            }
            case 's' -> {
                size = terminated(data, position);
                values.add(piece(data, position, size - 1));
            }
            default -> format.control();
        }
        return size;
    }

    /** Takes the value read last as a size. */
    private static int sizeBefore(List<LuaValue> values, LuaString data, int position) {
        LuaValue last = values.isEmpty() ? LuaValue.NIL : values.get(values.size() - 1);
        LuaValue number = last instanceof LuaString text ? NumberReader.read(text) : last;
        if (!(number instanceof LuaNumber)) {
            throw RaisedError.text("format 'c0' needs a previous size");
        }
        values.remove(values.size() - 1);
        long size = NumberCasts.toUnsignedLong(number.todouble());
        checkRoom(data, position, size);
        return (int) size;
    }

    private static int terminated(LuaString data, int position) {
        for (int end = position; end < data.m_length; end++) {
            if (data.m_bytes[data.m_offset + end] == 0) {
                return end - position + 1;
            }
        }
        throw RaisedError.text("unfinished string in data");
    }

    private static LuaString piece(LuaString data, int position, int length) {
        return LuaString.valueOf(data.m_bytes, data.m_offset + position, length);
    }

    private static void checkRoom(LuaString data, long position, long size) {
        if (Long.compareUnsigned(size, data.m_length) > 0
                || Long.compareUnsigned(position, data.m_length - size) > 0) {
            throw new ArgumentError(2, "data string too short");
        }
    }

    private static long signed(LuaString data, int position, StructFormat format) {
        long bits = bits(data, position, format);
        // Shifts go by the low six bits, in C on x86-64 as here: so integers beyond 8 bytes keep
        // the sign of their low part.
        long signs = -1L << (format.size() * 8 - 1);
        return (bits & signs) != 0 ? bits | signs : bits;
    }

    private static long bits(LuaString data, int position, StructFormat format) {
        long bits = 0;
        for (int i = 0; i < format.size(); i++) {
            int at = format.bigEndian() ? i : format.size() - 1 - i;
            bits = bits << 8 | data.luaByte(position + at);
        }
        return bits;
    }

    private Varargs size(Varargs args) {
        StructFormat format = new StructFormat(Arguments.string(args, 1));
        long size = 0;
        while (format.next()) {
            state.step();
            size += format.padding(size);
            if (format.size() == 0 && (format.option() == 's' || format.option() == 'c')) {
                String option = format.option() == 's' ? "'s'" : "'c0'";
                throw new ArgumentError(1, "option " + option + " has no fixed size");
            }
            if (!isLetterOrDigit(format.option())) {
                format.control();
            }
            size += format.size();
        }
        return valueOf((double) size);
    }

    private static boolean isLetterOrDigit(char c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }
}
