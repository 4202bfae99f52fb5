package io.gridscript.lua.vm;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What a compiled function returns that ends with the call of another Lua function: its own frame
 * is gone before that runs, so such calls may follow each other for ever.
 */
final class TailCall extends Varargs {

    private final InterpretedFunction callee;
    private final Varargs args;

    private TailCall(InterpretedFunction callee, Varargs args) {
        this.callee = callee;
        this.args = args;
    }

    /** The results of a call at the end of a function, or the call itself for later. */
    static Varargs of(LuaValue callee, Varargs args) {
        if (callee instanceof InterpretedFunction function) {
            return new TailCall(function, args);
        }
        LuaValue metamethod = callee.metatag(LuaValue.CALL);
        if (metamethod.isnil()) {
            return callee.invoke(args);
        }
        Varargs all = LuaValue.varargsOf(callee, args);
        return metamethod instanceof InterpretedFunction function
                ? new TailCall(function, all)
                : metamethod.invoke(all);
    }

    /** What a function returned, once all calls at its end are made. */
    static Varargs results(Varargs returned) {
        Varargs results = returned;
        int replaced = 0;
        try {
            while (results instanceof TailCall call) {
                replaced++;
                results = call.callee.enter(call.args);
            }
        } catch (RaisedError e) {
            e.skips(replaced);
            throw e;
        }
        return results;
    }

    @Override
    public LuaValue arg(int i) {
        throw new IllegalStateException("a call still to be made");
    }

    @Override
    public int narg() {
        throw new IllegalStateException("a call still to be made");
    }

    @Override
    public LuaValue arg1() {
        throw new IllegalStateException("a call still to be made");
    }

    @Override
    public Varargs subargs(int start) {
        throw new IllegalStateException("a call still to be made");
    }
}
