package io.gridscript.lua;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
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

    /** As {@link Operators#callable}. */
    static LuaValue callable(LuaValue value) {
        return Operators.callable(value);
    }

    static double mul(double left, double right) {
        return left * right;
    }

    static double div(double left, double right) {
        return left / right;
    }

    static double mod(double left, double right) {
        return left - Math.floor(left / right) * right;
    }

    static double pow(double left, double right) {
        return Numbers.power(left, right);
    }

    static double neg(double number) {
        return -number;
    }

    static LuaValue add(LuaValue left, LuaValue right) {
        try {
            return Arithmetic.add(left, right);
        } catch (LuaError e) {
            throw OperandFault.of(e, left, right);
        }
    }

    static LuaValue add(LuaValue left, double right) {
        if (left instanceof LuaInteger l) {
            return Numbers.of(l.v + right, l.v, right);
        }
        if (left instanceof LuaNumber) {
            return Numbers.of(left.todouble() + right, left.todouble(), right);
        }
        return add(left, box(right));
    }

    static LuaValue add(double left, LuaValue right) {
        if (right instanceof LuaNumber) {
            return Numbers.of(left + right.todouble(), left, right.todouble());
        }
        return add(box(left), right);
    }

    static LuaValue sub(LuaValue left, LuaValue right) {
        try {
            return Arithmetic.sub(left, right);
        } catch (LuaError e) {
            throw OperandFault.of(e, left, right);
        }
    }

    static LuaValue sub(LuaValue left, double right) {
        if (left instanceof LuaInteger l) {
            return Numbers.of(l.v - right, l.v, right);
        }
        if (left instanceof LuaNumber) {
            return Numbers.of(left.todouble() - right, left.todouble(), right);
        }
        return sub(left, box(right));
    }

    static LuaValue sub(double left, LuaValue right) {
        if (right instanceof LuaNumber) {
            return Numbers.of(left - right.todouble(), left, right.todouble());
        }
        return sub(box(left), right);
    }

    static LuaValue add(LuaValue left, int right) {
        return left instanceof LuaInteger l
                ? LuaInteger.valueOf((long) l.v + right)
                : add(left, (double) right);
    }

    static LuaValue sub(LuaValue left, int right) {
        return left instanceof LuaInteger l
                ? LuaInteger.valueOf((long) l.v - right)
                : sub(left, (double) right);
    }

    static LuaValue mul(LuaValue left, LuaValue right) {
        try {
            return Arithmetic.mul(left, right);
        } catch (LuaError e) {
            throw OperandFault.of(e, left, right);
        }
    }

    static LuaValue mul(LuaValue left, double right) {
        return left instanceof LuaNumber
                ? Numbers.of(left.todouble() * right, left.todouble(), right)
                : mul(left, box(right));
    }

    static LuaValue mul(double left, LuaValue right) {
        return right instanceof LuaNumber
                ? Numbers.of(left * right.todouble(), left, right.todouble())
                : mul(box(left), right);
    }

    static LuaValue div(LuaValue left, LuaValue right) {
        try {
            return Arithmetic.div(left, right);
        } catch (LuaError e) {
            throw OperandFault.of(e, left, right);
        }
    }

    static LuaValue div(LuaValue left, double right) {
        return left instanceof LuaNumber
                ? Numbers.of(left.todouble() / right, left.todouble(), right)
                : div(left, box(right));
    }

    static LuaValue div(double left, LuaValue right) {
        return right instanceof LuaNumber
                ? Numbers.of(left / right.todouble(), left, right.todouble())
                : div(box(left), right);
    }

    static LuaValue mod(LuaValue left, LuaValue right) {
        try {
            return Arithmetic.mod(left, right);
        } catch (LuaError e) {
            throw OperandFault.of(e, left, right);
        }
    }

    static LuaValue mod(LuaValue left, double right) {
        return left instanceof LuaNumber
                ? Numbers.of(mod(left.todouble(), right), left.todouble(), right)
                : mod(left, box(right));
    }

    static LuaValue mod(double left, LuaValue right) {
        return right instanceof LuaNumber
                ? Numbers.of(mod(left, right.todouble()), left, right.todouble())
                : mod(box(left), right);
    }

    static LuaValue pow(LuaValue left, LuaValue right) {
        try {
            return Arithmetic.pow(left, right);
        } catch (LuaError e) {
            throw OperandFault.of(e, left, right);
        }
    }

    static LuaValue pow(LuaValue left, double right) {
        return pow(left, box(right));
    }

    static LuaValue pow(double left, LuaValue right) {
        return pow(box(left), right);
    }

    static LuaValue neg(LuaValue value) {
        try {
            return Arithmetic.unm(value);
        } catch (LuaError e) {
            throw OperandFault.of(e, value);
        }
    }

    static LuaValue length(LuaValue value) {
        try {
            return Operators.length(value);
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
        if (left instanceof LuaInteger l && right instanceof LuaInteger r) {
            return l.v < r.v;
        }
        return Operators.less(left, right);
    }

    static boolean less(LuaValue left, double right) {
        if (left instanceof LuaInteger l) {
            return l.v < right;
        }
        return left instanceof LuaNumber
                ? left.todouble() < right
                : Operators.less(left, box(right));
    }

    static boolean less(double left, LuaValue right) {
        return right instanceof LuaNumber
                ? left < right.todouble()
                : Operators.less(box(left), right);
    }

    static boolean less(LuaValue left, int right) {
        return left instanceof LuaInteger l ? l.v < right : less(left, (double) right);
    }

    static boolean less(int left, LuaValue right) {
        return right instanceof LuaInteger r ? left < r.v : less((double) left, right);
    }

    static boolean lessOrEqual(LuaValue left, int right) {
        return left instanceof LuaInteger l ? l.v <= right : lessOrEqual(left, (double) right);
    }

    static boolean lessOrEqual(int left, LuaValue right) {
        return right instanceof LuaInteger r ? left <= r.v : lessOrEqual((double) left, right);
    }

    static boolean lessOrEqual(LuaValue left, LuaValue right) {
        if (left instanceof LuaInteger l && right instanceof LuaInteger r) {
            return l.v <= r.v;
        }
        return Operators.lessOrEqual(left, right);
    }

    static boolean lessOrEqual(LuaValue left, double right) {
        return left instanceof LuaNumber
                ? left.todouble() <= right
                : Operators.lessOrEqual(left, box(right));
    }

    static boolean lessOrEqual(double left, LuaValue right) {
        return right instanceof LuaNumber
                ? left <= right.todouble()
                : Operators.lessOrEqual(box(left), right);
    }

    static boolean equal(LuaValue left, LuaValue right) {
        if (left instanceof LuaString l && right instanceof LuaString r) {
            return l.raweq(r);
        }
        return left.eq_b(right);
    }

    static boolean equal(LuaValue left, double right) {
        return left instanceof LuaNumber && left.todouble() == right;
    }

    static boolean equal(LuaValue left, int right) {
        return left instanceof LuaInteger l
                ? l.v == right
                : left instanceof LuaNumber && left.todouble() == right;
    }

    static boolean equal(int left, LuaValue right) {
        return equal(right, left);
    }

    static boolean equal(double left, LuaValue right) {
        return equal(right, left);
    }

    static boolean truth(LuaValue value) {
        return value != LuaValue.NIL && value != LuaValue.FALSE && value.toboolean();
    }

    static LuaValue index(LuaValue object, LuaValue key) {
        try {
            return object.get(key);
        } catch (LuaError e) {
            throw OperandFault.of(e, object, key);
        }
    }

    static LuaValue index(LuaValue object, int key) {
        try {
            return object instanceof LuaTable table
                    ? table.get(key)
                    : object.get(LuaInteger.valueOf(key));
        } catch (LuaError e) {
            throw OperandFault.of(e, object, LuaInteger.valueOf(key));
        }
    }

    static LuaValue index(LuaValue object, double key) {
        int position = (int) key;
        return position == key ? index(object, position) : index(object, box(key));
    }

    static void store(LuaValue object, LuaValue key, LuaValue value) {
        try {
            object.set(key, value);
        } catch (LuaError e) {
            throw OperandFault.of(e, object, key);
        }
    }

    static void store(LuaValue object, int key, LuaValue value) {
        try {
            if (object instanceof LuaTable table) {
                table.set(key, value);
            } else {
                object.set(LuaInteger.valueOf(key), value);
            }
        } catch (LuaError e) {
            throw OperandFault.of(e, object, LuaInteger.valueOf(key));
        }
    }

    static void store(LuaValue object, double key, LuaValue value) {
        int position = (int) key;
        if (position == key) {
            store(object, position, value);
        } else {
            store(object, box(key), value);
        }
    }

    /** Appends the values of a constructor: {@code {a, b, f()}}. */
    static void fill(LuaValue list, int offset, LuaValue[] values, Varargs tail) {
        LuaTable table = (LuaTable) list;
        int tailCount = tail.narg();
        table.presize(offset + values.length + tailCount);
        // From the last on, as in the interpreter.
        for (int i = tailCount; i >= 1; i--) {
            table.rawset(offset + values.length + i, tail.arg(i));
        }
        for (int i = values.length - 1; i >= 0; i--) {
            table.rawset(offset + i + 1, values[i]);
        }
    }

    /** An empty table; the sizes as the instruction has them. */
    static LuaValue table(int arraySize, int entries) {
        return new Table(Interpreter.size(arraySize), Interpreter.size(entries));
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
