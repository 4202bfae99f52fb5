package io.gridscript.lua.vm;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A function of Lua whose body is Java. */
public final class HostFunction extends PlainFunction {

    /** Takes the arguments and returns the results; raises {@link RaisedError}. */
    @FunctionalInterface
    public interface Body {
        Varargs call(Varargs args);
    }

    private final String name;
    private final Body body;

    /**
     * @param name for error messages about its arguments
     */
    public HostFunction(String name, Body body) {
        this.name = name;
        this.body = body;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Varargs invoke(Varargs args) {
        return body.call(args);
    }

    @Override
    public LuaValue call() {
        return body.call(NONE).arg1();
    }

    @Override
    public LuaValue call(LuaValue arg) {
        return body.call(arg).arg1();
    }

    @Override
    public LuaValue call(LuaValue arg1, LuaValue arg2) {
        return body.call(varargsOf(arg1, arg2)).arg1();
    }

    @Override
    public LuaValue call(LuaValue arg1, LuaValue arg2, LuaValue arg3) {
        return body.call(varargsOf(arg1, arg2, arg3)).arg1();
    }
}
