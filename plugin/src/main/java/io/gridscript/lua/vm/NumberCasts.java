package io.gridscript.lua.vm;

/**
 * Doubles as C casts them to integers on x86-64, and their bits as C has them there. What doesn't
 * fit is undefined in C; scripts see what that processor makes of it.
 */
public final class NumberCasts {

    private static final double TWO_63 = 0x1p63;
    private static final long NEGATIVE_NAN = 0xfff8_0000_0000_0000L;
    private static final int NEGATIVE_NAN_OF_FLOATS = 0xffc0_0000;

    private NumberCasts() {}

    /** A double as a 64-bit integer: the smallest for all that don't fit. */
    public static long toLong(double number) {
        return number >= -TWO_63 && number < TWO_63 ? (long) number : Long.MIN_VALUE;
    }

    /** A double as an unsigned 64-bit integer. */
    public static long toUnsignedLong(double number) {
        return number >= TWO_63 ? toLong(number - TWO_63) ^ Long.MIN_VALUE : toLong(number);
    }

    /** A double as a 32-bit integer: the smallest for all that don't fit. */
    public static int toInt(double number) {
        return number > Integer.MIN_VALUE - 1.0 && number < Integer.MAX_VALUE + 1.0
                ? (int) number
                : Integer.MIN_VALUE;
    }

    /** An unsigned 64-bit integer as the nearest double. */
    public static double ofUnsigned(long bits) {
        // Halved with the lost bit kept, so that the one rounding is the right one.
        return bits >= 0 ? bits : 2.0 * (bits >>> 1 | bits & 1);
    }

    /** The bits of a double; of what is no number, those of 0/0. */
    public static long bits(double number) {
        return Double.isNaN(number) ? NEGATIVE_NAN : Double.doubleToRawLongBits(number);
    }

    /** The bits of a float; of what is no number, those of 0/0. */
    public static int bits(float number) {
        return Float.isNaN(number) ? NEGATIVE_NAN_OF_FLOATS : Float.floatToRawIntBits(number);
    }
}
