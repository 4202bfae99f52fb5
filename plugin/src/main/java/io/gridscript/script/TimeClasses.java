package io.gridscript.script;

/** Classes of times: each power of two of nanoseconds is cut into eight. */
final class TimeClasses {

    static final int CLASSES_OF_A_POWER = 8;
    private static final int CLASS_BITS = 3;

    /** Longer times than 2^40 ns, some 18 minutes, count as those. */
    static final int POWERS = 40;

    static final int COUNT = POWERS * CLASSES_OF_A_POWER;

    private TimeClasses() {}

    /**
     * The class of a time.
     *
     * @param nanos at least 1
     */
    static int indexOf(long nanos) {
        int power = 63 - Long.numberOfLeadingZeros(nanos);
        if (power >= POWERS) {
            return COUNT - 1;
        }
        long rest = power < CLASS_BITS ? nanos << CLASS_BITS - power : nanos >>> power - CLASS_BITS;
        return power * CLASSES_OF_A_POWER + (int) (rest & CLASSES_OF_A_POWER - 1);
    }

    /** The longest time of a class. */
    static long greatestAt(int index) {
        int power = index / CLASSES_OF_A_POWER;
        long next = (long) CLASSES_OF_A_POWER + index % CLASSES_OF_A_POWER + 1;
        return power < CLASS_BITS ? next >> CLASS_BITS - power : (next << power - CLASS_BITS) - 1;
    }
}
