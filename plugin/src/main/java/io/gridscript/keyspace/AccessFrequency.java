package io.gridscript.keyspace;

import java.util.random.RandomGenerator;

/**
 * How often a key is used, in the number that otherwise says when: the lowest 8 bits count on a
 * logarithmic scale, the 16 above are the minute of the last access. As in Redis, a number that was
 * made under a policy of the other kind is taken as it is.
 */
final class AccessFrequency {

    /** New keys are given some credit. */
    static final int INITIAL = 5;

    static final int LARGEST = 255;

    private static final int MINUTES = 0xffff;
    private static final int MILLIS_OF_A_MINUTE = 60_000;

    private AccessFrequency() {}

    /** A count of a key that is used now. */
    static int of(int count, long now) {
        return minutes(now) << Byte.SIZE | count;
    }

    /** What is left of the count now. */
    static int count(int frequency, long now, EvictionSettings settings) {
        int count = frequency & LARGEST;
        int decay = settings.decayMinutes();
        if (decay == 0) {
            return count;
        }
        int since = minutes(now) - (frequency >>> Byte.SIZE & MINUTES);
        return Math.max(0, count - (since < 0 ? since + MINUTES : since) / decay);
    }

    /** After one more access. */
    static int accessed(
            int frequency, long now, EvictionSettings settings, RandomGenerator random) {
        int count = count(frequency, now, settings);
        double scale = (double) Math.max(0, count - INITIAL) * settings.logFactor() + 1;
        boolean grows = count < LARGEST && random.nextDouble() < 1 / scale;
        return of(grows ? count + 1 : count, now);
    }

    private static int minutes(long now) {
        return (int) (now / MILLIS_OF_A_MINUTE) & MINUTES;
    }
}
