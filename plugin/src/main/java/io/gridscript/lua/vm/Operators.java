package io.gridscript.lua.vm;

import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Lua 5.1's operators, where LuaJ's values follow Lua 5.2 or lose bytes and digits. */
public final class Operators {

    private static final LuaValue ZERO = LuaInteger.valueOf(0);

    private Operators() {}

    /**
     * What is to be called. In 5.1 a metamethod for that must be a function; LuaJ follows others,
     * and for ever where one is its own.
     *
     * @param pc the caller's instruction
     */
    static LuaValue callable(LuaValue value, InterpretedFunction caller, int pc) {
        return CatchingFunction.calledBy(caller, pc, callable(value));
    }

    /** As {@link #callable(LuaValue, InterpretedFunction, int)}, where nobody wants to know. */
    static LuaValue callable(LuaValue value) {
        if (value instanceof LuaTable && !value.metatag(LuaValue.CALL).isfunction()) {
            throw new LuaError("attempt to call a table value");
        }
        return value;
    }

    /** {@code #v}; tables answer without metamethods, as in 5.1. */
    static LuaValue length(LuaValue value) {
        if (value instanceof LuaTable) {
            return LuaInteger.valueOf(value.rawlen());
        }
        return value.len();
    }

    public static boolean less(LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            return left.lt_b(right);
        }
        if (left instanceof LuaString && right instanceof LuaString) {
            return compare((LuaString) left, (LuaString) right) < 0;
        }
        LuaValue metamethod = comparison(LuaValue.LT, left, right);
        if (metamethod == null) {
            throw notComparable(left, right);
        }
        return Metamethods.call(metamethod, left, right).toboolean();
    }

    static boolean lessOrEqual(LuaValue left, LuaValue right) {
        if (left instanceof LuaNumber && right instanceof LuaNumber) {
            return left.lteq_b(right);
        }
        if (left instanceof LuaString && right instanceof LuaString) {
            return compare((LuaString) left, (LuaString) right) <= 0;
        }
        LuaValue metamethod = comparison(LuaValue.LE, left, right);
        if (metamethod != null) {
            return Metamethods.call(metamethod, left, right).toboolean();
        }
        metamethod = comparison(LuaValue.LT, left, right);
        if (metamethod != null) {
            return !Metamethods.call(metamethod, right, left).toboolean();
        }
        throw notComparable(left, right);
    }

    /** The bytes of two strings in order, each from 0 to 255. */
    static int compare(LuaString left, LuaString right) {
        int shorter = Math.min(left.m_length, right.m_length);
        for (int i = 0; i < shorter; i++) {
            int difference = left.luaByte(i) - right.luaByte(i);
            if (difference != 0) {
                return difference;
            }
        }
        return left.m_length - right.m_length;
    }

    /** 5.1 compares through a metamethod only if both sides have the same one. */
    private static LuaValue comparison(LuaString event, LuaValue left, LuaValue right) {
        if (left.type() != right.type()) {
            return null;
        }
        LuaValue metamethod = left.metatag(event);
        return metamethod.isnil() || !metamethod.raweq(right.metatag(event)) ? null : metamethod;
    }

    private static OperationError notComparable(LuaValue left, LuaValue right) {
        String one = left.typename();
        String other = right.typename();
        return new OperationError(
                // Lua compares one letter of the names.
                one.charAt(2) == other.charAt(2)
                        ? "attempt to compare two " + one + " values"
                        : "attempt to compare " + one + " with " + other);
    }

    /** Joins the values of a stack from first to last; joins of strings make one copy. */
    static LuaValue concat(LuaValue[] stack, int first, int last) {
        for (int i = first; i <= last; i++) {
            if (!isText(stack[i])) {
                return concatPairs(stack, first, last);
            }
        }
        return joined(stack, first, last);
    }

    private static LuaValue joined(LuaValue[] stack, int first, int last) {
        long length = 0;
        for (int i = first; i <= last; i++) {
            length += text(stack, i).m_length;
        }
        if (length > Integer.MAX_VALUE - 8) {
            throw RaisedError.text("string length overflow");
        }
        LuaState.charge(length);
        byte[] bytes = new byte[(int) length];
        int at = 0;
        for (int i = first; i <= last; i++) {
            LuaString text = (LuaString) stack[i];
            System.arraycopy(text.m_bytes, text.m_offset, bytes, at, text.m_length);
            at += text.m_length;
        }
        return LuaString.valueUsing(bytes);
    }

    private static boolean isText(LuaValue value) {
        return value instanceof LuaString || value instanceof LuaNumber;
    }

    /** The string on the stack; a number becomes one, as nothing uses it again. */
    private static LuaString text(LuaValue[] stack, int index) {
        if (stack[index] instanceof LuaNumber) {
            stack[index] = NumberText.of(stack[index]);
        }
        return (LuaString) stack[index];
    }

    private static LuaValue concatPairs(LuaValue[] stack, int first, int last) {
        LuaValue result = stack[last];
        for (int i = last - 1; i >= first; i--) {
            result = concat(stack[i], result);
        }
        return result;
    }

    private static LuaValue concat(LuaValue left, LuaValue right) {
        if (isText(left) && isText(right)) {
            return joined(new LuaValue[] {left, right}, 0, 1);
        }
        LuaValue metamethod = left.metatag(LuaValue.CONCAT);
        if (metamethod.isnil()) {
            metamethod = right.metatag(LuaValue.CONCAT);
        }
        if (metamethod.isnil()) {
            throw new OperandErrors.Concat(isText(left) ? right : left);
        }
        return Metamethods.call(metamethod, left, right);
    }

    /** Before a numeric for loop: its three numbers, the first a step back. */
    static void prepareLoop(LuaValue[] stack, int a) {
        LuaValue initial = loopNumber(stack[a], "initial value");
        LuaValue limit = loopNumber(stack[a + 1], "limit");
        LuaValue step = loopNumber(stack[a + 2], "step");
        stack[a] = Arithmetic.sub(initial, step);
        stack[a + 1] = limit;
        stack[a + 2] = step;
    }

    static LuaValue loopNumber(LuaValue value, String what) {
        LuaValue number = Arithmetic.number(value);
        if (number.isnil()) {
            throw RaisedError.text("'for' " + what + " must be a number");
        }
        return number;
    }

    /** Moves a numeric for loop a step on; says whether its body runs once more. */
    static boolean loops(LuaValue[] stack, int a) {
        if (stack[a] instanceof LuaInteger index
                && stack[a + 1] instanceof LuaInteger limit
                && stack[a + 2] instanceof LuaInteger step) {
            long next = (long) index.v + step.v;
            if (step.v > 0 ? next > limit.v : next < limit.v) {
                return false;
            }
            stack[a] = LuaInteger.valueOf(next);
            stack[a + 3] = stack[a];
            return true;
        }
        LuaValue next = Arithmetic.add(stack[a], stack[a + 2]);
        boolean up = ZERO.lt_b(stack[a + 2]);
        if (up ? !next.lteq_b(stack[a + 1]) : !stack[a + 1].lteq_b(next)) {
            return false;
        }
        stack[a] = next;
        stack[a + 3] = next;
        return true;
    }

    /** Whether a value is the number NaN. */
    public static boolean isNan(LuaValue value) {
        return value instanceof LuaDouble && Double.isNaN(value.todouble());
    }
}
