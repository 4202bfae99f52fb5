package io.gridscript.lua;

import io.gridscript.reply.Ascii;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Numbers as text in Lua 5.1's form, C's {@code %.14g}. */
final class NumberText {

    private static final int DIGITS = 14;
    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14
    };

    private NumberText() {}

    static LuaString of(LuaValue number) {
        String text =
                number instanceof LuaInteger
                        ? Integer.toString(number.toint())
                        : of(number.todouble());
        return LuaString.valueUsing(Ascii.bytes(text));
    }

    static String of(double value) {
        return of(value, DIGITS);
    }

    /** With other than 14 significant digits. */
    static String of(double value, int digits) {
        if (Double.isNaN(value)) {
            return Numbers.isNegative(value) ? "-nan" : "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        if (value == Math.rint(value) && Math.abs(value) < POWERS_OF_TEN[digits]) {
            return Long.toString((long) value);
        }
        MathContext rounding = new MathContext(digits, RoundingMode.HALF_EVEN);
        BigDecimal rounded = new BigDecimal(value).round(rounding).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent < -4 || exponent >= digits
                ? scientific(rounded, exponent)
                : rounded.toPlainString();
    }

    private static String scientific(BigDecimal number, int exponent) {
        String digits = number.unscaledValue().abs().toString();
        StringBuilder text = new StringBuilder(24);
        if (number.signum() < 0) {
            text.append('-');
        }
        text.append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        int size = Math.abs(exponent);
        if (size < 10) {
            text.append('0');
        }
        return text.append(size).toString();
    }
}
