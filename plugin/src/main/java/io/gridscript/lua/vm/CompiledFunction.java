package io.gridscript.lua.vm;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/**
 * A Lua function in the JVM's own bytecode. Each Prototype that runs enough gets a class of its own
 * below this one, see {@link io.gridscript.lua.bytecode.FunctionCompiler}, whose code uses the
 * methods here.
 */
public abstract class CompiledFunction extends InterpretedFunction {

    CompiledFunction(LuaState state, Prototype prototype, Upvalue[] upvalues) {
        super(state, prototype, upvalues);
    }

    /** A closure of the same code. */
    abstract CompiledFunction create(LuaState state, Upvalue[] upvalues);

    @Override
    abstract Varargs enter(Varargs args);

    /**
     * Whether this must be interpreted, as a coroutine runs, which compiled code couldn't stop in
     * its middle. Counts the call otherwise; compiled code that calls has counted it already.
     */
    final boolean isInterpreted() {
        if (state.running != null) {
            return true;
        }
        state.checkRoom(state.depth);
        state.step();
        return false;
    }

    /** The result of a plain call as a value. */
    static LuaValue boxed(LuaValue result, CompiledFunction function) {
        return Numbers.of(result, function.state.number);
    }

    /** The first of one or no results. */
    static LuaValue first(LuaValue result) {
        return result == NONE ? NIL : result;
    }

    /** Takes a place in the depth of calls, and answers it for {@link #leave}. */
    static int arrive(LuaState state) {
        return ++state.depth;
    }

    static void leave(LuaState state, int depth) {
        state.depth = depth - 1;
    }

    /** Asks the iterator of a for loop for its next values. */
    static Varargs next(LuaState state, LuaValue iterator, LuaValue invariant, LuaValue control) {
        state.enterIterator();
        Varargs values = Operators.callable(iterator).invoke(varargsOf(invariant, control));
        state.leaveC();
        return values;
    }

    /** Makes the function of an inner Prototype. */
    static LuaValue closure(CompiledFunction outer, int index, Upvalue[] upvalues) {
        TieredPrototype inner = (TieredPrototype) outer.prototype.p[index];
        CompiledFunction form = inner.compiledAlready();
        return form != null
                ? form.create(outer.state, upvalues)
                : new InterpretedFunction(outer.state, inner, upvalues);
    }

    /**
     * What Lua code sees of something thrown in compiled code.
     *
     * @param pc the instruction that threw
     * @param callee what it called, if it is a call
     */
    static Throwable failed(Throwable thrown, CompiledFunction function, int pc, LuaValue callee) {
        Prototype p = function.prototype;
        if (thrown instanceof RaisedError e) {
            return passing(e, p, pc);
        }
        if (thrown instanceof OperandFault fault) {
            LuaValue[] stack = fault.stack(p, p.code[pc]);
            return passing(OperandErrors.raised(fault.error(), function, pc, stack), p, pc);
        }
        if (thrown instanceof LuaError e) {
            LuaValue[] stack = new LuaValue[p.maxstacksize];
            stack[(p.code[pc] >> 6) & 0xff] = callee;
            return passing(OperandErrors.raised(e, function, pc, stack), p, pc);
        }
        if (thrown instanceof LuaStop e) {
            e.at(p.source.tojstring(), line(p, pc));
            return e;
        }
        if (thrown instanceof StackOverflowError e) {
            function.state.caught(e);
            return passing(RaisedError.text("stack overflow"), p, pc);
        }
        if (thrown instanceof RuntimeException) {
            // LuaJ's libraries trip over some arguments instead of refusing them.
            return passing(RaisedError.text("invalid argument"), p, pc);
        }
        return thrown;
    }

    private static RaisedError passing(RaisedError error, Prototype p, int pc) {
        error.passes(p.source.tojstring(), line(p, pc));
        return error;
    }

    private static int line(Prototype p, int pc) {
        return pc < p.lineinfo.length ? p.lineinfo[pc] : 0;
    }
}
