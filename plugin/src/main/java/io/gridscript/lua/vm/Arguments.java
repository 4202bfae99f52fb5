package io.gridscript.lua.vm;

import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Checks of a function's arguments, with the messages of Lua's luaL_check functions. */
public final class Arguments {

    private Arguments() {}

    public static LuaTable table(Varargs args, int number) {
        if (args.arg(number) instanceof LuaTable table) {
            return table;
        }
        throw wrongType(args, number, "table");
    }

    public static LuaValue function(Varargs args, int number) {
        LuaValue value = args.arg(number);
        if (value.isfunction()) {
            return value;
        }
        throw wrongType(args, number, "function");
    }

    /** A string; numbers become one. */
    public static LuaString string(Varargs args, int number) {
        LuaValue value = args.arg(number);
        if (value instanceof LuaString string) {
            return string;
        }
        if (value instanceof LuaNumber) {
            return NumberText.of(value);
        }
        throw wrongType(args, number, "string");
    }

    /** A number; strings that read as one become it. */
    public static double number(Varargs args, int number) {
        LuaValue value = args.arg(number);
        LuaValue converted = value instanceof LuaString s ? NumberReader.read(s) : value;
        if (converted instanceof LuaNumber) {
            return converted.todouble();
        }
        throw wrongType(args, number, "number");
    }

    public static int integer(Varargs args, int number) {
        return (int) longInteger(args, number);
    }

    /** A number without its fraction, cast to 64 bits. */
    public static long longInteger(Varargs args, int number) {
        return NumberCasts.toLong(number(args, number));
    }

    public static int integer(Varargs args, int number, int otherwise) {
        return args.isnoneornil(number) ? otherwise : integer(args, number);
    }

    public static LuaValue any(Varargs args, int number) {
        if (args.narg() < number) {
            throw new ArgumentError(number, "value expected");
        }
        return args.arg(number);
    }

    static ArgumentError wrongType(Varargs args, int number, String expected) {
        String got = args.narg() < number ? "no value" : args.arg(number).typename();
        return new ArgumentError(number, expected + " expected, got " + got);
    }
}
