package io.gridscript.lua.vm;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/**
 * A library function that catches errors. The place that an error tells may be further out than
 * where it is caught, as that of {@code pcall(error, message, 2)}. Errors learn of places on their
 * way out, so this function is told who calls it, for those that it keeps from getting there.
 */
public final class CatchingFunction extends PlainFunction {

    /** Takes the arguments and who called, and returns the results. */
    @FunctionalInterface
    public interface Body {
        Varargs call(Varargs args, Caller caller);
    }

    /** A Lua function at the instruction that calls; null where anything else calls. */
    public static final class Caller {

        private final InterpretedFunction function;
        private final int pc;

        private Caller(InterpretedFunction function, int pc) {
            this.function = function;
            this.pc = pc;
        }

        String source() {
            return function.prototype.source.tojstring();
        }

        int line() {
            Prototype p = function.prototype;
            return pc < p.lineinfo.length ? p.lineinfo[pc] : 0;
        }
    }

    private final String name;
    private final Body body;

    /**
     * @param name for error messages about its arguments
     */
    public CatchingFunction(String name, Body body) {
        this.name = name;
        this.body = body;
    }

    /** What Lua code calls that calls this value: the same, told of it if it catches errors. */
    static LuaValue calledBy(InterpretedFunction caller, int pc, LuaValue callee) {
        return callee instanceof CatchingFunction function
                ? function.calledBy(new Caller(caller, pc))
                : callee;
    }

    /** This function for one call. */
    HostFunction calledBy(Caller caller) {
        return new HostFunction(name, args -> body.call(args, caller));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Varargs invoke(Varargs args) {
        return body.call(args, null);
    }

    @Override
    public LuaValue call() {
        return invoke(NONE).arg1();
    }

    @Override
    public LuaValue call(LuaValue arg) {
        return invoke(arg).arg1();
    }

    @Override
    public LuaValue call(LuaValue arg1, LuaValue arg2) {
        return invoke(varargsOf(arg1, arg2)).arg1();
    }

    @Override
    public LuaValue call(LuaValue arg1, LuaValue arg2, LuaValue arg3) {
        return invoke(varargsOf(arg1, arg2, arg3)).arg1();
    }
}
