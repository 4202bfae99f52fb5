package io.gridscript.lua;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/** A Lua function: code, and the variables it shares with the functions around it. */
final class InterpretedFunction extends LuaFunction {

    final LuaState state;
    final Prototype prototype;
    final Upvalue[] upvalues;

    InterpretedFunction(LuaState state, Prototype prototype, Upvalue[] upvalues) {
        this.state = state;
        this.prototype = prototype;
        this.upvalues = upvalues;
    }

    /** The function of a whole chunk, whose one upvalue is its environment. */
    static InterpretedFunction chunk(LuaState state, Prototype prototype, LuaValue environment) {
        Upvalue[] upvalues = new Upvalue[prototype.upvalues.length];
        for (int i = 0; i < upvalues.length; i++) {
            upvalues[i] = Upvalue.holding(environment);
        }
        return new InterpretedFunction(state, prototype, upvalues);
    }

    @Override
    public LuaValue call() {
        LuaValue[] stack = stack(0);
        return Interpreter.execute(this, stack, NONE).arg1();
    }

    @Override
    public LuaValue call(LuaValue arg) {
        if (prototype.numparams == 0) {
            return Interpreter.execute(this, stack(0), arg).arg1();
        }
        LuaValue[] stack = stack(1);
        stack[0] = arg;
        return Interpreter.execute(this, stack, NONE).arg1();
    }

    @Override
    public LuaValue call(LuaValue arg1, LuaValue arg2) {
        if (prototype.numparams < 2) {
            return invoke(varargsOf(arg1, arg2)).arg1();
        }
        LuaValue[] stack = stack(2);
        stack[0] = arg1;
        stack[1] = arg2;
        return Interpreter.execute(this, stack, NONE).arg1();
    }

    @Override
    public LuaValue call(LuaValue arg1, LuaValue arg2, LuaValue arg3) {
        if (prototype.numparams < 3) {
            return invoke(varargsOf(arg1, arg2, arg3)).arg1();
        }
        LuaValue[] stack = stack(3);
        stack[0] = arg1;
        stack[1] = arg2;
        stack[2] = arg3;
        return Interpreter.execute(this, stack, NONE).arg1();
    }

    @Override
    public Varargs invoke(Varargs args) {
        return Interpreter.execute(this, stackWith(args), extra(args));
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
