package io.gridscript.lua.vm;

import io.gridscript.reply.Ascii;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Numbers as text in Lua 5.1's form, C's {@code %.14g}. */
public final class NumberText {

    private static final int DIGITS = 14;
    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14
    };

    private NumberText() {}

    public static LuaString of(LuaValue number) {
        if (number instanceof LuaInteger integer) {
            byte[] digits = new byte[length(integer.v)];
            write(integer.v, digits, 0);
            return LuaString.valueUsing(digits);
        }
        return LuaString.valueUsing(Ascii.bytes(of(number.todouble())));
    }

    /** How many bytes an integer takes in decimal digits. */
    static int length(long integer) {
        int length = integer < 0 ? 2 : 1;
        for (long rest = integer / 10; rest != 0; rest /= 10) {
            length++;
        }
        return length;
    }

    /** Writes an integer in decimal digits; answers their number, with the sign. */
    public static int write(long integer, byte[] bytes, int offset) {
        int length = length(integer);
        int at = offset + length;
        long rest = integer;
        do {
            bytes[--at] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        } while (rest != 0);
        if (integer < 0) {
            bytes[offset] = '-';
        }
        return length;
    }

    public static String of(double value) {
        return of(value, DIGITS);
    }

    /** With other than 14 significant digits. */
    public static String of(double value, int digits) {
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
