package io.gridscript.lua.vm;

import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The operators as compiled code calls them: with the operands it has, boxed or as plain numbers.
 * What numbers and tables can do at once is done here; the rest is left to LuaJ's values and {@link
 * Operators}, as in the interpreter.
 */
final class CompiledOperators {

    private CompiledOperators() {}

    static LuaValue box(double number) {
        return Numbers.of(number);
    }

    /** As {@link Operators#callable(LuaValue, InterpretedFunction, int)}. */
    static LuaValue callable(LuaValue value, CompiledFunction caller, int pc) {
        return Operators.callable(value, caller, pc);
    }

    static LuaValue box(LuaValue value, double number) {
        return Numbers.of(value, number);
    }

    /** A value as a number; NaN if it isn't one. */
    static double number(LuaValue value) {
        return value instanceof LuaInteger integer ? integer.v : fraction(value);
    }

    private static double fraction(LuaValue value) {
        return value instanceof LuaDouble ? value.todouble() : Double.NaN;
    }

    static double number(LuaValue value, double number) {
        return value == null ? number : number(value);
    }

    static double mod(double left, double right) {
        return left - Math.floor(left / right) * right;
    }

    static double pow(double left, double right) {
        return Numbers.power(left, right);
    }

    static LuaValue add(LuaValue a, double aNumber, LuaValue b, double bNumber) {
        LuaValue left = box(a, aNumber);
        LuaValue right = box(b, bNumber);
        try {
            return Arithmetic.add(left, right);
        } catch (LuaError e) {
            throw OperandFault.of(e, left, right);
        }
    }

    static LuaValue sub(LuaValue a, double aNumber, LuaValue b, double bNumber) {
        LuaValue left = box(a, aNumber);
        LuaValue right = box(b, bNumber);
        try {
            return Arithmetic.sub(left, right);
        } catch (LuaError e) {
            throw OperandFault.of(e, left, right);
        }
    }

    static LuaValue mul(LuaValue a, double aNumber, LuaValue b, double bNumber) {
        LuaValue left = box(a, aNumber);
        LuaValue right = box(b, bNumber);
        try {
            return Arithmetic.mul(left, right);
        } catch (LuaError e) {
            throw OperandFault.of(e, left, right);
        }
    }

    static LuaValue div(LuaValue a, double aNumber, LuaValue b, double bNumber) {
        LuaValue left = box(a, aNumber);
        LuaValue right = box(b, bNumber);
        try {
            return Arithmetic.div(left, right);
        } catch (LuaError e) {
            throw OperandFault.of(e, left, right);
        }
    }

    static LuaValue mod(LuaValue a, double aNumber, LuaValue b, double bNumber) {
        LuaValue left = box(a, aNumber);
        LuaValue right = box(b, bNumber);
        try {
            return Arithmetic.mod(left, right);
        } catch (LuaError e) {
            throw OperandFault.of(e, left, right);
        }
    }

    static LuaValue pow(LuaValue a, double aNumber, LuaValue b, double bNumber) {
        LuaValue left = box(a, aNumber);
        LuaValue right = box(b, bNumber);
        try {
            return Arithmetic.pow(left, right);
        } catch (LuaError e) {
            throw OperandFault.of(e, left, right);
        }
    }

    static LuaValue neg(LuaValue operand, double number) {
        LuaValue value = box(operand, number);
        try {
            return Arithmetic.unm(value);
        } catch (LuaError e) {
            throw OperandFault.of(e, value);
        }
    }

    /** {@code #v}, which is a number for everything that has a length. */
    static double length(LuaValue value) {
        if (value instanceof Table table) {
            return table.rawlen();
        }
        if (value instanceof LuaString text) {
            return text.m_length;
        }
        try {
            return Operators.length(value).todouble();
        } catch (LuaError e) {
            throw OperandFault.of(e, value);
        }
    }

    static LuaValue concat(LuaValue[] values) {
        try {
            return Operators.concat(values, 0, values.length - 1);
        } catch (LuaError e) {
            throw OperandFault.of(e, values);
        }
    }

    static boolean less(LuaValue left, LuaValue right) {
        return less(left, 0, right, 0);
    }

    static boolean less(LuaValue left, double leftNumber, LuaValue right, double rightNumber) {
        double l = number(left, leftNumber);
        double r = number(right, rightNumber);
        // What isn't a number is neither.
        return l < r || (!(l >= r) && lessValues(left, leftNumber, right, rightNumber));
    }

    private static boolean lessValues(
            LuaValue left, double leftNumber, LuaValue right, double rightNumber) {
        return Operators.less(box(left, leftNumber), box(right, rightNumber));
    }

    static boolean lessOrEqual(LuaValue left, LuaValue right) {
        return lessOrEqual(left, 0, right, 0);
    }

    static boolean lessOrEqual(
            LuaValue left, double leftNumber, LuaValue right, double rightNumber) {
        double l = number(left, leftNumber);
        double r = number(right, rightNumber);
        return l <= r || (!(l > r) && lessOrEqualValues(left, leftNumber, right, rightNumber));
    }

    private static boolean lessOrEqualValues(
            LuaValue left, double leftNumber, LuaValue right, double rightNumber) {
        return Operators.lessOrEqual(box(left, leftNumber), box(right, rightNumber));
    }

    static boolean equal(LuaValue left, LuaValue right) {
        if (left instanceof LuaString l && right instanceof LuaString r) {
            return l.raweq(r);
        }
        return left.eq_b(right);
    }

    /** One of the two at least may be a plain number. */
    static boolean equal(LuaValue left, double leftNumber, LuaValue right, double rightNumber) {
        if (left == null || right == null) {
            return number(left, leftNumber) == number(right, rightNumber);
        }
        return equal(left, right);
    }

    /** Whether a value, or the number that null stands for, counts as true. */
    static boolean truth(LuaValue value) {
        return value != LuaValue.NIL
                && value != LuaValue.FALSE
                && (value == null || value.toboolean());
    }

    static LuaValue not(LuaValue value) {
        return truth(value) ? LuaValue.FALSE : LuaValue.TRUE;
    }

    /** Values in one flat list. */
    static Varargs list(LuaValue[] values, Varargs tail) {
        int tailCount = tail.narg();
        LuaValue[] all = new LuaValue[values.length + tailCount];
        System.arraycopy(values, 0, all, 0, values.length);
        for (int i = 0; i < tailCount; i++) {
            all[values.length + i] = tail.arg(i + 1);
        }
        return LuaValue.varargsOf(all);
    }

    static double initialValue(LuaValue value) {
        return loopNumber(value, "initial value");
    }

    static double limit(LuaValue value) {
        return loopNumber(value, "limit");
    }

    static double step(LuaValue value) {
        return loopNumber(value, "step");
    }

    private static double loopNumber(LuaValue value, String what) {
        return value instanceof LuaNumber
                ? value.todouble()
                : Operators.loopNumber(value, what).todouble();
    }

    /** Whether a numeric loop whose step isn't known beforehand runs on. */
    static boolean loops(double next, double limit, double step) {
        return step > 0 ? next <= limit : limit <= next;
    }
}
