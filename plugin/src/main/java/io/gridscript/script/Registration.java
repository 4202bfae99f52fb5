package io.gridscript.script;

import io.gridscript.lua.vm.RaisedError;
import io.gridscript.reply.Ascii;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code redis.register_function}: the functions that a library has registered so far. */
final class Registration {

    /**
     * A function with its code.
     *
     * @param callback in the sandbox in which the library was loaded
     */
    record Registered(LibraryFunction.Declaration declaration, LuaValue callback) {}

    private final Map<String, Registered> functions = new LinkedHashMap<>();

    /** By name, in the order of registration. */
    Map<String, Registered> functions() {
        return functions;
    }

    /** What the library asks for, by position or by names. */
    void register(Varargs args) {
        Registered registered =
                switch (args.narg()) {
                    case 1 -> byNames(args.arg1());
                    case 2 -> byPosition(args.arg1(), args.arg(2));
                    default -> throw error("wrong number of arguments to redis.register_function");
                };
        String name = registered.declaration.name();
        if (!LibrarySource.isName(name)) {
            throw RaisedError.of(ScriptErrors.table(LibrarySource.WRONG_NAME.text()));
        }
        if (functions.putIfAbsent(name, registered) != null) {
            throw error("Function already exists in the library");
        }
    }

    private static Registered byPosition(LuaValue name, LuaValue callback) {
        if (!isText(name)) {
            throw error("first argument to redis.register_function must be a string");
        }
        if (!(callback instanceof LuaFunction)) {
            throw error("second argument to redis.register_function must be a function");
        }
        return new Registered(
                new LibraryFunction.Declaration(text(name), null, Set.of()), callback);
    }

    private static Registered byNames(LuaValue only) {
        if (!(only instanceof LuaTable arguments)) {
            throw error(
                    "calling redis.register_function with a single argument is only applicable to"
                            + " Lua table (representing named arguments).");
        }
        String name = null;
        String description = null;
        LuaValue callback = null;
        Set<ScriptFlag> flags = Set.of();
        for (LuaValue key : arguments.keys()) {
            LuaValue value = arguments.rawget(key);
            if (!isText(key)) {
                throw error("named argument key given to redis.register_function is not a string");
            }
            switch (Ascii.lowerCase(Ascii.bytes(text(key)))) {
                case "function_name" -> name = text("function_name", value);
                case "description" -> description = text("description", value);
                case "callback" -> callback = function(value);
                case "flags" -> flags = flags(value);
                default -> throw error("unknown argument given to redis.register_function");
            }
        }
        if (name == null) {
            throw error("redis.register_function must get a function name argument");
        }
        if (callback == null) {
            throw error("redis.register_function must get a callback argument");
        }
        return new Registered(new LibraryFunction.Declaration(name, description, flags), callback);
    }

    private static String text(String argument, LuaValue value) {
        if (!isText(value)) {
            throw error(argument + " argument given to redis.register_function must be a string");
        }
        return text(value);
    }

    private static LuaValue function(LuaValue value) {
        if (!(value instanceof LuaFunction)) {
            throw error("callback argument given to redis.register_function must be a function");
        }
        return value;
    }

    private static Set<ScriptFlag> flags(LuaValue value) {
        if (!(value instanceof LuaTable table)) {
            throw error(
                    "flags argument to redis.register_function must be a table representing"
                            + " function flags");
        }
        Set<ScriptFlag> flags = EnumSet.noneOf(ScriptFlag.class);
        for (int i = 1; !table.rawget(i).isnil(); i++) {
            LuaValue word = table.rawget(i);
            ScriptFlag flag =
                    isText(word) ? ScriptFlag.of(Ascii.lowerCase(Ascii.bytes(text(word)))) : null;
            if (flag == null) {
                throw error("unknown flag given");
            }
            flags.add(flag);
        }
        return Collections.unmodifiableSet(flags);
    }

    /** Where Lua wants a string, a number is one. */
    private static boolean isText(LuaValue value) {
        return value instanceof LuaString || value instanceof LuaNumber;
    }

    private static String text(LuaValue value) {
        return LuaText.latin1(value);
    }

    /** As an error of Redis's own functions, without the position of the call. */
    static RaisedError error(String sentence) {
        return RaisedError.of(ScriptErrors.table("ERR " + sentence));
    }
}
