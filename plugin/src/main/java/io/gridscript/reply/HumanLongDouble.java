package io.gridscript.reply;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The numbers of INCRBYFLOAT and HINCRBYFLOAT: C's {@code long double} as Redis has it on x86-64,
 * 64 bits of significand, rounded half to even, read by strtold and printed with {@code %.17Lf}
 * less trailing zeros. Immutable and exact.
 */
public final class HumanLongDouble {

    public static final HumanLongDouble ZERO = new HumanLongDouble(BigInteger.ZERO, 0);

    private static final int SIGNIFICAND_BITS = 64;

    /** The last bit of the smallest numbers (2^-16445); finite numbers are below 2^16384. */
    private static final int LOWEST_EXPONENT = -16445;

    private static final int TOP_BIT_LIMIT = 16384;

    /** Decimal exponents outside these bounds are out of range whatever the digits are. */
    private static final int MAX_DECIMAL_EXPONENT = 4933;

    private static final int MIN_DECIMAL_EXPONENT = -4952;

    /** Redis copies the text into a buffer of 5 KB (MAX_LONG_DOUBLE_CHARS) and refuses longer. */
    private static final int MAX_TEXT_LENGTH = 5 * 1024 - 1;

    private static final int FRACTION_DIGITS = 17;
    private static final BigInteger FRACTION = BigInteger.TEN.pow(FRACTION_DIGITS);

    /** Null for an infinite number. */
    private final BigInteger significand;

    /** The power of two; for an infinite number its sign. */
    private final int exponent;

    private HumanLongDouble(BigInteger significand, int exponent) {
        this.significand = significand;
        this.exponent = exponent;
    }

    /**
     * The number of these bytes as Redis's string2ld reads it: what C's strtold takes, without
     * spaces around, without NaN, within range. Infinity is a number here.
     *
     * @throws ErrorReply the given error if it is none
     */
    public static HumanLongDouble parse(byte[] bytes, ErrorReply otherwise) {
        HumanLongDouble number =
                RedisNumbers.isLong(bytes)
                        ? of(RedisNumbers.parseLong(bytes))
                        : parseLiteral(bytes);
        if (number == null) {
            throw otherwise;
        }
        return number;
    }

    /** The number of these bytes; throws {@code ERR value is not a valid float} if it is none. */
    public static HumanLongDouble parse(byte[] bytes) {
        return parse(bytes, ErrorReply.NOT_A_FLOAT);
    }

    public static HumanLongDouble of(long value) {
        return new HumanLongDouble(BigInteger.valueOf(value), 0);
    }

    public boolean isFinite() {
        return significand != null;
    }

    /** The nearest double, which is infinite or 0 beyond what a double can tell. */
    public double doubleValue() {
        if (!isFinite()) {
            return exponent * Double.POSITIVE_INFINITY;
        }
        BigDecimal digits = new BigDecimal(significand);
        BigDecimal power = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(exponent)));
        return (exponent < 0
                        ? digits.divide(power, MathContext.DECIMAL128)
                        : digits.multiply(power))
                .doubleValue();
    }

    /**
     * The sum, rounded once.
     *
     * @throws ErrorReply {@code ERR increment would produce NaN or Infinity}
     */
    public HumanLongDouble plus(HumanLongDouble increment) {
        if (isFinite() && increment.isFinite()) {
            int common = Math.min(exponent, increment.exponent);
            BigInteger exact =
                    significand
                            .shiftLeft(exponent - common)
                            .add(increment.significand.shiftLeft(increment.exponent - common));
            HumanLongDouble sum = round(exact, common, false);
            if (sum.isFinite()) {
                return sum;
            }
        }
        throw ErrorReply.err("increment would produce NaN or Infinity");
    }

    /** The text that Redis stores and replies. */
    public byte[] bytes() {
        if (!isFinite()) {
            return Ascii.bytes(exponent < 0 ? "-inf" : "inf");
        }
        if (exponent == 0 && significand.bitLength() < Long.SIZE) {
            return RedisNumbers.bytes(significand.longValue());
        }
        BigInteger scaled = shift(significand.multiply(FRACTION), exponent, false);
        BigInteger[] parts = scaled.abs().divideAndRemainder(FRACTION);
        String sign = scaled.signum() < 0 ? "-" : "";
        return Ascii.bytes(sign + parts[0] + fraction(parts[1].longValue()));
    }

    private static String fraction(long seventeenDigits) {
        if (seventeenDigits == 0) {
            return "";
        }
        long rest = seventeenDigits;
        int digits = FRACTION_DIGITS;
        for (; rest % 10 == 0; rest /= 10) {
            digits--;
        }
        String text = Long.toString(rest);
        return "." + "0".repeat(digits - text.length()) + text;
    }

    private static HumanLongDouble parseLiteral(byte[] bytes) {
        if (bytes.length > MAX_TEXT_LENGTH) {
            return null;
        }
        FloatLiteral literal = FloatLiteral.of(bytes, 0, bytes.length);
        if (literal == null) {
            return null;
        }
        if (literal.infinite()) {
            return infinity(literal.negative());
        }
        if (literal.zero()) {
            return ZERO;
        }
        HumanLongDouble magnitude =
                literal.hexadecimal() ? fromHexadecimal(literal) : fromDecimal(literal);
        // strtold reports ERANGE for both, and Redis (string2ld) then refuses.
        if (magnitude == null || !magnitude.isFinite() || magnitude.significand.signum() == 0) {
            return null;
        }
        return literal.negative()
                ? new HumanLongDouble(magnitude.significand.negate(), magnitude.exponent)
                : magnitude;
    }

    private static HumanLongDouble fromDecimal(FloatLiteral literal) {
        BigDecimal digits = new BigDecimal(literal.significand());
        long leading = (long) literal.exponent() + digits.precision() - digits.scale() - 1;
        if (leading > MAX_DECIMAL_EXPONENT || leading < MIN_DECIMAL_EXPONENT) {
            return null;
        }
        int power = literal.exponent() - digits.scale();
        BigInteger integer = digits.unscaledValue();
        if (power >= 0) {
            return round(integer.multiply(BigInteger.TEN.pow(power)), 0, false);
        }
        BigInteger divisor = BigInteger.TEN.pow(-power);
        // The quotient keeps at least two bits more than the significand, the remainder the rest.
        int shift = Math.max(0, divisor.bitLength() - integer.bitLength() + SIGNIFICAND_BITS + 3);
        BigInteger[] quotient = integer.shiftLeft(shift).divideAndRemainder(divisor);
        return round(quotient[0], -shift, quotient[1].signum() != 0);
    }

    private static HumanLongDouble fromHexadecimal(FloatLiteral literal) {
        String text = literal.significand();
        int point = text.indexOf('.');
        int fraction = point < 0 ? 0 : text.length() - point - 1;
        BigInteger integer = new BigInteger(text.replace(".", ""), 16);
        return round(integer, literal.exponent() - 4 * fraction, false);
    }

    /**
     * Rounds to the format.
     *
     * @param more whether something smaller than the last bit was cut off before
     */
    private static HumanLongDouble round(BigInteger exact, int exponent, boolean more) {
        int surplus = exact.abs().bitLength() - SIGNIFICAND_BITS;
        int lowest = Math.max(exponent + Math.max(surplus, 0), LOWEST_EXPONENT);
        BigInteger rounded = exact;
        int power = exponent;
        if (lowest > exponent) {
            rounded = shift(exact, exponent - lowest, more);
            power = lowest;
        }
        if (rounded.signum() == 0) {
            return ZERO;
        }
        return rounded.abs().bitLength() + power > TOP_BIT_LIMIT
                ? infinity(exact.signum() < 0)
                : normal(rounded, power);
    }

    /** The same number with the fewest bits, so that integers keep the exponent 0. */
    private static HumanLongDouble normal(BigInteger significand, int exponent) {
        if (exponent >= 0) {
            boolean small = significand.bitLength() + exponent <= SIGNIFICAND_BITS;
            return small
                    ? new HumanLongDouble(significand.shiftLeft(exponent), 0)
                    : new HumanLongDouble(significand, exponent);
        }
        int zeros = Math.min(significand.getLowestSetBit(), -exponent);
        return new HumanLongDouble(significand.shiftRight(zeros), exponent + zeros);
    }

    /** Multiplies by a power of two, rounding half to even. */
    private static BigInteger shift(BigInteger value, int power, boolean more) {
        if (power >= 0) {
            return value.shiftLeft(power);
        }
        BigInteger magnitude = value.abs();
        BigInteger kept = magnitude.shiftRight(-power);
        boolean half = magnitude.testBit(-power - 1);
        boolean beyondHalf = more || magnitude.getLowestSetBit() < -power - 1;
        if (half && (beyondHalf || kept.testBit(0))) {
            kept = kept.add(BigInteger.ONE);
        }
        return value.signum() < 0 ? kept.negate() : kept;
    }

    private static HumanLongDouble infinity(boolean negative) {
        return new HumanLongDouble(null, negative ? -1 : 1);
    }
}
