package io.gridscript.command.hyperloglog;

/**
 * How many different elements registers tell of: Otmar Ertl, "New cardinality estimation algorithms
 * for HyperLogLog sketches", arXiv:1702.01284. The order of the operations is Redis's, so that the
 * last bit is, too.
 */
final class Estimate {

    /** 1 / (2 ln 2). */
    private static final double ALPHA = 0.721347520444481703680;

    private static final double REGISTERS = Registers.COUNT;

    private Estimate() {}

    /**
     * @param histogram how many registers have each value
     */
    static long of(int[] histogram) {
        double z = REGISTERS * tau((REGISTERS - histogram[Registers.LARGEST]) / REGISTERS);
        for (int value = Registers.LARGEST - 1; value >= 1; value--) {
            z = (z + histogram[value]) * 0.5;
        }
        z += REGISTERS * sigma(histogram[0] / REGISTERS);
        return Math.round(ALPHA * REGISTERS * REGISTERS / z);
    }

    private static double sigma(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double x = share;
        double y = 1;
        double sum = x;
        double before;
        do {
            x *= x;
            before = sum;
            sum += x * y;
            y += y;
        } while (before != sum);
        return sum;
    }

    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double x = share;
        double y = 1;
        double rest = 1 - x;
        double before;
        do {
            x = Math.sqrt(x);
            before = rest;
            y *= 0.5;
            rest -= (1 - x) * (1 - x) * y;
        } while (before != rest);
        return rest / 3;
    }
}
