package io.gridscript.lua.vm;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/**
 * A Lua function: code, and the variables it shares with the functions around it. Interpreted,
 * until its code has a compiled form, and always in coroutines, which must be able to stop in the
 * middle of it.
 */
public class InterpretedFunction extends PlainFunction {

    /** What a run counts for that went on beyond a poll. */
    private static final int STEPS_OF_LONG_RUNS = 1_000;

    final LuaState state;
    public final TieredPrototype prototype;
    public final Upvalue[] upvalues;

    /** This function in compiled form; null as long as that wasn't there when it was called. */
    private CompiledFunction twin;

    InterpretedFunction(LuaState state, Prototype prototype, Upvalue[] upvalues) {
        this.state = state;
        this.prototype = (TieredPrototype) prototype;
        this.upvalues = upvalues;
    }

    /** The function of a whole chunk, whose one upvalue is its environment. */
    public static InterpretedFunction chunk(
            LuaState state, Prototype prototype, LuaValue environment) {
        Upvalue[] upvalues = new Upvalue[prototype.upvalues.length];
        for (int i = 0; i < upvalues.length; i++) {
            upvalues[i] = Upvalue.holding(environment);
        }
        return new InterpretedFunction(state, prototype, upvalues);
    }

    @Override
    public LuaValue call() {
        CompiledFunction compiled = compiled();
        return compiled != null ? compiled.call() : interpret();
    }

    @Override
    public LuaValue call(LuaValue arg) {
        CompiledFunction compiled = compiled();
        return compiled != null ? compiled.call(arg) : interpret(arg);
    }

    @Override
    public LuaValue call(LuaValue arg1, LuaValue arg2) {
        CompiledFunction compiled = compiled();
        return compiled != null ? compiled.call(arg1, arg2) : interpret(arg1, arg2);
    }

    @Override
    public LuaValue call(LuaValue arg1, LuaValue arg2, LuaValue arg3) {
        CompiledFunction compiled = compiled();
        return compiled != null ? compiled.call(arg1, arg2, arg3) : interpret(arg1, arg2, arg3);
    }

    @Override
    public Varargs invoke(Varargs args) {
        CompiledFunction compiled = compiled();
        return compiled != null ? compiled.invoke(args) : interpretAll(args);
    }

    /**
     * Runs the function in the place of the one that ends with its call.
     *
     * @return its results, or a {@link TailCall} in turn
     */
    Varargs enter(Varargs args) {
        CompiledFunction compiled = compiled();
        return compiled != null ? compiled.enter(args) : interpretAll(args);
    }

    /** The compiled form; null while there is none, or where it must not run. */
    final CompiledFunction compiled() {
        if (state.running != null) {
            return null;
        }
        if (twin == null) {
            CompiledFunction form = prototype.compiled();
            if (form != null) {
                twin = form.create(state, upvalues);
            }
        }
        return twin;
    }

    final LuaValue interpret() {
        return run(stack(0), NONE).arg1();
    }

    final LuaValue interpret(LuaValue arg) {
        if (prototype.numparams == 0) {
            return run(stack(0), arg).arg1();
        }
        LuaValue[] stack = stack(1);
        stack[0] = arg;
        return run(stack, NONE).arg1();
    }

    final LuaValue interpret(LuaValue arg1, LuaValue arg2) {
        if (prototype.numparams < 2) {
            return interpretAll(varargsOf(arg1, arg2)).arg1();
        }
        LuaValue[] stack = stack(2);
        stack[0] = arg1;
        stack[1] = arg2;
        return run(stack, NONE).arg1();
    }

    final LuaValue interpret(LuaValue arg1, LuaValue arg2, LuaValue arg3) {
        if (prototype.numparams < 3) {
            return interpretAll(varargsOf(arg1, arg2, arg3)).arg1();
        }
        LuaValue[] stack = stack(3);
        stack[0] = arg1;
        stack[1] = arg2;
        stack[2] = arg3;
        return run(stack, NONE).arg1();
    }

    final Varargs interpretAll(Varargs args) {
        return run(stackWith(args), extra(args));
    }

    private Varargs run(LuaValue[] stack, Varargs extra) {
        int before = state.stepsLeft();
        try {
            return Interpreter.execute(this, stack, extra);
        } finally {
            int steps = before - state.stepsLeft();
            prototype.ran(steps > 0 ? steps : STEPS_OF_LONG_RUNS);
        }
    }

    /** A new stack with the arguments as its parameters. */
    LuaValue[] stackWith(Varargs args) {
        LuaValue[] stack = new LuaValue[prototype.maxstacksize];
        for (int i = 0; i < prototype.numparams; i++) {
            stack[i] = args.arg(i + 1);
        }
        return stack;
    }

    /** The arguments beyond the parameters, if the function takes any ({@code ...}). */
    Varargs extra(Varargs args) {
        return prototype.is_vararg != 0 ? args.subargs(prototype.numparams + 1) : NONE;
    }

    private LuaValue[] stack(int given) {
        LuaValue[] stack = new LuaValue[prototype.maxstacksize];
        for (int i = given; i < prototype.numparams; i++) {
            stack[i] = NIL;
        }
        return stack;
    }
}
