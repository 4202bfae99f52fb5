package io.gridscript.lua.library;

/**
 * Redis's generator behind math.random: lrand48, so that a seed gives the same numbers everywhere.
 */
public final class RandomNumbers {

    private static final long MULTIPLIER = 0x5DEECE66DL;
    private static final long INCREMENT = 0xB;
    private static final long MASK = (1L << 48) - 1;
    private static final long LOW_BITS_OF_SEED = 0x330E;
    private static final int LARGEST = Integer.MAX_VALUE;

    private long value;
    private long withoutSeed;
    private boolean seeded;

    /** Starts the sequence that math.randomseed gives. */
    void seed(int seed) {
        if (!seeded) {
            seeded = true;
            withoutSeed = value;
        }
        value = ((seed & 0xffffffffL) << 16) + LOW_BITS_OF_SEED;
    }

    /** Starts a sequence from any 48 bits. */
    public void start(long bits) {
        value = bits & MASK;
        seeded = false;
    }

    /** Where the sequence is that was started, and that math.randomseed left. */
    public long reached() {
        return seeded ? withoutSeed : value;
    }

    /** At least 0 and less than 1. */
    double fraction() {
        value = (value * MULTIPLIER + INCREMENT) & MASK;
        long number = value >>> 17;
        return (double) (number % LARGEST) / LARGEST;
    }
}
