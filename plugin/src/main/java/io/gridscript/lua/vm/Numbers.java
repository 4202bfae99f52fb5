package io.gridscript.lua.vm;

import java.lang.reflect.Constructor;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;

/** Doubles as values of Lua, with the signs of zero and of what is no number. */
public final class Numbers {

    /** What x86-64 gives where no operand already is no number. */
    private static final double NEGATIVE_NAN = Double.longBitsToDouble(0xfff8_0000_0000_0000L);

    private static final LuaValue NAN = LuaDouble.valueOf(Double.longBitsToDouble(0x7ff8L << 48));
    private static final LuaValue MINUS_NAN = LuaDouble.valueOf(NEGATIVE_NAN);
    private static final LuaValue MINUS_ZERO = minusZero();

    private Numbers() {}

    public static LuaValue of(double number) {
        int integer = (int) number;
        if (integer == number) {
            return integer == 0 && 1 / number < 0 ? MINUS_ZERO : LuaInteger.valueOf(integer);
        }
        return Double.isNaN(number) ? nan(number) : LuaDouble.valueOf(number);
    }

    /** A value, or the number where that is null. */
    public static LuaValue of(LuaValue value, double number) {
        return value == null ? of(number) : value;
    }

    /** The result of an operation. */
    public static LuaValue of(double number, double left, double right) {
        if (Double.isNaN(number)) {
            return nan(Double.isNaN(left) ? left : Double.isNaN(right) ? right : NEGATIVE_NAN);
        }
        return of(number);
    }

    public static LuaValue nan(double nan) {
        return isNegative(nan) ? MINUS_NAN : NAN;
    }

    public static LuaValue nan(boolean negative) {
        return negative ? MINUS_NAN : NAN;
    }

    /** The sign bit. */
    public static boolean isNegative(double number) {
        return Double.doubleToRawLongBits(number) < 0;
    }

    /** C's pow, which knows that 1 to any power is 1. */
    public static double power(double base, double exponent) {
        if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
            return 1;
        }
        return Math.pow(base, exponent);
    }

    /** LuaJ makes an integer of it wherever it can, and integers have no such zero. */
    private static LuaValue minusZero() {
        try {
            Constructor<LuaDouble> constructor =
                    LuaDouble.class.getDeclaredConstructor(double.class);
            constructor.setAccessible(true);
            return constructor.newInstance(-0.0);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
