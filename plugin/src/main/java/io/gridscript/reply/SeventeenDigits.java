package io.gridscript.reply;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles in up to 17 significant digits, as C's {@code %.17g} prints them. */
final class SeventeenDigits {

    private static final int DIGITS = 17;

    /** Smaller powers of ten have an exponent. */
    private static final int LEAST_PLAIN_POWER = -4;

    private SeventeenDigits() {}

    static String text(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
        BigDecimal digits = rounded.stripTrailingZeros();
        int power = digits.precision() - digits.scale() - 1;
        return power < LEAST_PLAIN_POWER || power >= DIGITS
                ? withExponent(digits, power)
                : digits.toPlainString();
    }

    private static String withExponent(BigDecimal digits, int power) {
        String plain = digits.movePointLeft(power).stripTrailingZeros().toPlainString();
        int size = Math.abs(power);
        return plain + (power < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }
}
