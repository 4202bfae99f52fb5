package io.gridscript.script;

import io.gridscript.lua.vm.PlainFunction;
import io.gridscript.lua.vm.RaisedError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code redis.call} or {@code redis.pcall}. A few arguments are taken without a list of them. */
final class CommandFunction extends PlainFunction {

    private final String name;
    private final RedisLibrary library;
    private final CommandArguments arguments;
    private final boolean raises;

    /**
     * @param raises whether errors are raised, and not returned
     */
    CommandFunction(String name, RedisLibrary library, CommandArguments arguments, boolean raises) {
        this.name = name;
        this.library = library;
        this.arguments = arguments;
        this.raises = raises;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LuaValue call() {
        return refused(CommandArguments.error(0));
    }

    @Override
    public LuaValue call(LuaValue command) {
        byte[][] argv = {arguments.name(command)};
        return argv[0] == null ? refused(CommandArguments.error(1)) : library.call(argv, raises);
    }

    @Override
    public LuaValue call(LuaValue command, LuaValue argument) {
        byte[][] argv = {arguments.name(command), arguments.bytes(argument)};
        return argv[0] == null || argv[1] == null
                ? refused(CommandArguments.error(2))
                : library.call(argv, raises);
    }

    @Override
    public LuaValue call(LuaValue command, LuaValue first, LuaValue second) {
        byte[][] argv = {arguments.name(command), arguments.bytes(first), arguments.bytes(second)};
        return argv[0] == null || argv[1] == null || argv[2] == null
                ? refused(CommandArguments.error(3))
                : library.call(argv, raises);
    }

    @Override
    public Varargs invoke(Varargs args) {
        byte[][] argv = arguments.of(args);
        return argv == null
                ? refused(CommandArguments.error(args.narg()))
                : library.call(argv, raises);
    }

    private LuaTable refused(LuaTable error) {
        if (raises) {
            throw RaisedError.of(error);
        }
        return error;
    }
}
