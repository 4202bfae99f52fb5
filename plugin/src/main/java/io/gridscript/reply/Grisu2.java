package io.gridscript.reply;

import java.math.BigInteger;

/**
 * Doubles to digits by Florian Loitsch's Grisu2, which is what Redis uses (fpconv): digits that
 * always read back as the same double and nearly always are the fewest. Java's own digits are
 * others for some numbers, so the same bytes need the same algorithm.
 *
 * <p>A floating-point number here is an unsigned 64-bit significand and a power of two.
 */
final class Grisu2 {

    private static final int FRACTION_BITS = 52;
    private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
    private static final int EXPONENT_BIAS = 1023 + FRACTION_BITS;

    /** Every eighth power of ten from 10^-348 to 10^340, rounded to 64 bits. */
    private static final int FIRST_POWER = -348;

    private static final int POWER_STEP = 8;
    private static final int POWERS = 87;
    private static final long[] POWER_SIGNIFICAND = new long[POWERS];
    private static final int[] POWER_EXPONENT = new int[POWERS];

    /** The scaled number's exponent lies between these, so that its integer part fits 32 bits. */
    private static final int LOWEST_EXPONENT = -60;

    private static final int HIGHEST_EXPONENT = -32;

    /** At most this many digits come out. */
    private static final int MAX_DIGITS = 18;

    static {
        for (int i = 0; i < POWERS; i++) {
            cachePower(i, FIRST_POWER + i * POWER_STEP);
        }
    }

    private Grisu2() {}

    private static void cachePower(int index, int power) {
        BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
        // 10^power times 2^shift, with one bit more than the 64 that stay, for rounding.
        int shift = power >= 0 ? 65 - ten.bitLength() : 64 + ten.bitLength();
        BigInteger scaled;
        if (power < 0) {
            scaled = BigInteger.ONE.shiftLeft(shift).divide(ten);
        } else {
            scaled = shift >= 0 ? ten.shiftLeft(shift) : ten.shiftRight(-shift);
        }
        int surplus = scaled.bitLength() - 64;
        BigInteger rounded = scaled;
        if (surplus > 0) {
            rounded = scaled.shiftRight(surplus - 1).add(BigInteger.ONE).shiftRight(1);
        }
        POWER_SIGNIFICAND[index] = rounded.longValue();
        POWER_EXPONENT[index] = surplus - shift;
    }

    /**
     * Writes a finite double other than zero from {@code start} on.
     *
     * @return how many bytes were written, at most 25
     */
    static int put(double value, byte[] target, int start) {
        int at = start;
        if (value < 0) {
            target[at++] = '-';
        }
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & (HIDDEN_BIT - 1);
        int biased = (int) (bits >>> FRACTION_BITS) & 0x7FF;
        long significand = biased == 0 ? fraction : fraction + HIDDEN_BIT;
        int exponent = (biased == 0 ? 1 : biased) - EXPONENT_BIAS;

        // The neighbours' midpoints bound the numbers that read back as this double.
        long upper = (significand << 1) + 1;
        int shift = Long.numberOfLeadingZeros(upper);
        upper <<= shift;
        int scale = exponent - 1 - shift;
        int lowerShift = significand == HIDDEN_BIT ? 2 : 1;
        long lower = ((significand << lowerShift) - 1) << (exponent - lowerShift - scale);
        long middle = significand << (exponent - scale);

        int cached = cachedPowerFor(scale);
        long power = POWER_SIGNIFICAND[cached];
        int one = -(scale + POWER_EXPONENT[cached] + Long.SIZE);
        long high = multiply(upper, power) - 1;
        long low = multiply(lower, power) + 1;
        long center = multiply(middle, power);

        byte[] digits = new byte[MAX_DIGITS];
        int count = 0;
        int decimalExponent = -(FIRST_POWER + cached * POWER_STEP);

        long distance = high - center;
        long delta = high - low;
        long integer = high >>> one;
        long rest = high & ((1L << one) - 1);
        int kappa = 10;
        for (long divisor = 1_000_000_000; kappa > 0; divisor /= 10) {
            int digit = (int) (integer / divisor);
            if (digit != 0 || count != 0) {
                digits[count++] = (byte) ('0' + digit);
            }
            integer -= digit * divisor;
            kappa--;
            long remainder = (integer << one) + rest;
            if (Long.compareUnsigned(remainder, delta) <= 0) {
                roundDown(digits, count, delta, remainder, divisor << one, distance);
                return at - start + layOut(digits, count, decimalExponent + kappa, target, at);
            }
        }
        long unit = 1;
        while (true) {
            rest *= 10;
            delta *= 10;
            unit *= 10;
            kappa--;
            int digit = (int) (rest >>> one);
            if (digit != 0 || count != 0) {
                digits[count++] = (byte) ('0' + digit);
            }
            rest &= (1L << one) - 1;
            if (Long.compareUnsigned(rest, delta) < 0) {
                roundDown(digits, count, delta, rest, 1L << one, distance * unit);
                return at - start + layOut(digits, count, decimalExponent + kappa, target, at);
            }
        }
    }

    /** Where a power of ten is kept that brings the exponent between the two bounds. */
    private static int cachedPowerFor(int exponent) {
        int approximate = (int) (-(exponent + POWERS) * 0.30102999566398114);
        int index = (approximate - FIRST_POWER) / POWER_STEP;
        while (true) {
            int product = exponent + POWER_EXPONENT[index] + Long.SIZE;
            if (product < LOWEST_EXPONENT) {
                index++;
            } else if (product > HIGHEST_EXPONENT) {
                index--;
            } else {
                return index;
            }
        }
    }

    /** The upper half of the 128-bit product, rounded half up. */
    private static long multiply(long a, long b) {
        long mask = 0xFFFFFFFFL;
        long highLow = (a >>> 32) * (b & mask);
        long lowHigh = (a & mask) * (b >>> 32);
        long lowLow = (a & mask) * (b & mask);
        long highHigh = (a >>> 32) * (b >>> 32);
        long carry = (highLow & mask) + (lowHigh & mask) + (lowLow >>> 32) + (1L << 31);
        return highHigh + (highLow >>> 32) + (lowHigh >>> 32) + (carry >>> 32);
    }

    /** Lowers the last digit while that brings the digits closer to the number. */
    private static void roundDown(
            byte[] digits, int count, long delta, long rest, long unit, long distance) {
        long remainder = rest;
        while (Long.compareUnsigned(remainder, distance) < 0
                && Long.compareUnsigned(delta - remainder, unit) >= 0
                && (Long.compareUnsigned(remainder + unit, distance) < 0
                        || Long.compareUnsigned(distance - remainder, remainder + unit - distance)
                                > 0)) {
            digits[count - 1]--;
            remainder += unit;
        }
    }

    /** Writes digits times a power of ten: plain while that stays short, else with an exponent. */
    private static int layOut(byte[] digits, int count, int power, byte[] target, int start) {
        int exponent = power + count - 1;
        int at = start;
        if (power >= 0 && exponent < count + 7) {
            at = copy(digits, 0, count, target, at);
            return fillZeros(target, at, power) - start;
        }
        if (power < 0 && (power > -7 || Math.abs(exponent) < 4)) {
            int beforePoint = count + power;
            if (beforePoint <= 0) {
                target[at++] = '0';
                target[at++] = '.';
                at = fillZeros(target, at, -beforePoint);
                return copy(digits, 0, count, target, at) - start;
            }
            at = copy(digits, 0, beforePoint, target, at);
            target[at++] = '.';
            return copy(digits, beforePoint, count, target, at) - start;
        }
        target[at++] = digits[0];
        if (count > 1) {
            target[at++] = '.';
            at = copy(digits, 1, count, target, at);
        }
        target[at++] = 'e';
        target[at++] = (byte) (exponent < 0 ? '-' : '+');
        int size = Math.abs(exponent);
        int end = at + RedisNumbers.longLength(size);
        RedisNumbers.putLong(size, target, end);
        return end - start;
    }

    private static int copy(byte[] from, int start, int end, byte[] target, int at) {
        System.arraycopy(from, start, target, at, end - start);
        return at + end - start;
    }

    private static int fillZeros(byte[] target, int start, int count) {
        for (int i = 0; i < count; i++) {
            target[start + i] = '0';
        }
        return start + count;
    }
}
