package io.gridscript.lua.vm;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;

/**
 * A function as compiled code calls it, with plain numbers and without lists. An argument is a
 * value, or where that is null the number behind it. Null as the result says that this is the
 * number in the caller's {@link LuaState#number}.
 */
public abstract class PlainFunction extends LuaFunction {

    LuaValue callPlain() {
        return call();
    }

    LuaValue callPlain(LuaValue arg, double number) {
        return call(Numbers.of(arg, number));
    }

    LuaValue callPlain(LuaValue arg1, double number1, LuaValue arg2, double number2) {
        return call(Numbers.of(arg1, number1), Numbers.of(arg2, number2));
    }

    LuaValue callPlain(
            LuaValue arg1,
            double number1,
            LuaValue arg2,
            double number2,
            LuaValue arg3,
            double number3) {
        return call(
                Numbers.of(arg1, number1), Numbers.of(arg2, number2), Numbers.of(arg3, number3));
    }

    /**
     * What compiled code calls when it calls a value, which may be anything.
     *
     * @param depth of the caller
     * @param pc the caller's instruction
     */
    static PlainFunction of(LuaValue callee, int depth, CompiledFunction caller, int pc) {
        return callee instanceof CompiledFunction function && depth < LuaState.DEEPEST
                ? function
                : ofOther(callee, depth, caller, pc);
    }

    private static PlainFunction ofOther(
            LuaValue callee, int depth, CompiledFunction caller, int pc) {
        if (callee instanceof InterpretedFunction function) {
            CompiledFunction compiled = function.compiled();
            if (compiled == null) {
                return function;
            }
            compiled.state.checkRoom(depth);
            return compiled;
        }
        return CatchingFunction.calledBy(caller, pc, callee) instanceof PlainFunction function
                ? function
                : new Other(Operators.callable(callee));
    }

    /** What is called otherwise: functions of LuaJ's kind, tables with a metamethod, mistakes. */
    private static final class Other extends PlainFunction {

        private final LuaValue callee;

        Other(LuaValue callee) {
            this.callee = callee;
        }

        @Override
        public LuaValue call() {
            return callee.call();
        }

        @Override
        public LuaValue call(LuaValue arg) {
            return callee.call(arg);
        }

        @Override
        public LuaValue call(LuaValue arg1, LuaValue arg2) {
            return callee.call(arg1, arg2);
        }

        @Override
        public LuaValue call(LuaValue arg1, LuaValue arg2, LuaValue arg3) {
            return callee.call(arg1, arg2, arg3);
        }
    }
}
