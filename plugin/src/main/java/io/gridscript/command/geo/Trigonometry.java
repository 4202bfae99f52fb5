package io.gridscript.command.geo;

/**
 * Sine, cosine and arcsine of small angles, rounded to the nearest double but for the rarest cases.
 * Java's may be the neighbour of that, and C's, which Redis uses, almost never is: distances that
 * are stored are to be the same to the last bit. Numbers are worked on as sums of two doubles.
 */
final class Trigonometry {

    private static final double RIGHT_ANGLE = Math.PI / 2;
    private static final double RIGHT_ANGLE_REST = 6.123233995736766e-17;

    /** Where sines hardly change any more, they don't tell angles well. */
    private static final double STEEP_COSINE = 1e-3;

    /** A sum of two doubles of which the second is less than the last bit of the first. */
    private record Sum(double high, double low) {

        static Sum quotient(double dividend, double divisor) {
            double high = dividend / divisor;
            return new Sum(high, -Math.fma(high, divisor, -dividend) / divisor);
        }

        static Sum of(double one, double other) {
            double high = one + other;
            double part = high - one;
            return new Sum(high, one - (high - part) + (other - part));
        }

        Sum plus(Sum other) {
            Sum sum = of(high, other.high);
            return of(sum.high, sum.low + low + other.low);
        }

        Sum times(Sum other) {
            double product = high * other.high;
            double rest = Math.fma(high, other.high, -product);
            return of(product, rest + high * other.low + low * other.high);
        }

        double rounded() {
            return high + low;
        }
    }

    private static final Sum ONE = new Sum(1, 0);

    /** 1/3!, 1/5!, 1/7! with their signs; the others follow as doubles. */
    private static final Sum[] SINE = {
        Sum.quotient(-1, 6), Sum.quotient(1, 120), Sum.quotient(-1, 5040)
    };

    private static final double[] SINE_REST = {
        1 / 362880d, -1 / 39916800d, 1 / 6227020800d, -1 / 1307674368000d, 1 / 355687428096000d
    };

    /** 1/2!, 1/4!, 1/6! with their signs; the others follow as doubles. */
    private static final Sum[] COSINE = {
        new Sum(-0.5, 0), Sum.quotient(1, 24), Sum.quotient(-1, 720)
    };

    private static final double[] COSINE_REST = {
        1 / 40320d, -1 / 3628800d, 1 / 479001600d, -1 / 87178291200d, 1 / 20922789888000d
    };

    private Trigonometry() {}

    /** Of an angle of at most half a turn. */
    static double sine(double angle) {
        return Math.abs(angle) < 0x1p-26 ? angle : exactSine(angle).rounded();
    }

    /** Of an angle of at most half a turn. */
    static double cosine(double angle) {
        int quarter = quarter(angle);
        return turned(rest(angle, quarter), quarter + 1).rounded();
    }

    /** The angle, of at most a right one, with a sine of 0 to 1. */
    static double arcsine(double sine) {
        double angle = StrictMath.asin(sine);
        double slope = StrictMath.cos(angle);
        if (slope < STEEP_COSINE || angle < 0x1p-26) {
            return angle;
        }
        Sum reached = exactSine(angle);
        return angle + (sine - reached.high - reached.low) / slope;
    }

    private static Sum exactSine(double angle) {
        int quarter = quarter(angle);
        return turned(rest(angle, quarter), quarter);
    }

    private static int quarter(double angle) {
        return (int) Math.rint(angle / RIGHT_ANGLE);
    }

    /** What is left of an angle without so many right ones. */
    private static Sum rest(double angle, int quarters) {
        return Sum.of(angle - quarters * RIGHT_ANGLE, -quarters * RIGHT_ANGLE_REST);
    }

    /** The sine of so many right angles and a rest of half a right one at most. */
    private static Sum turned(Sum rest, int quarters) {
        Sum square = rest.times(rest);
        boolean isCosine = (quarters & 1) != 0;
        Sum result =
                isCosine
                        ? ONE.plus(square.times(series(COSINE, COSINE_REST, square)))
                        : rest.plus(rest.times(square).times(series(SINE, SINE_REST, square)));
        return (quarters & 2) == 0 ? result : new Sum(-result.high, -result.low);
    }

    private static Sum series(Sum[] first, double[] others, Sum square) {
        double small = 0;
        for (int i = others.length - 1; i >= 0; i--) {
            small = small * square.high + others[i];
        }
        Sum sum = new Sum(small, 0);
        for (int i = first.length - 1; i >= 0; i--) {
            sum = first[i].plus(sum.times(square));
        }
        return sum;
    }
}
