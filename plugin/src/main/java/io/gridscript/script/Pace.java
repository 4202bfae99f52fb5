package io.gridscript.script;

/** What is known of how long something runs. Races only make it slightly wrong. */
final class Pace {

    /** So that a script which is slow now and then wastes little, and one mended is forgiven. */
    private static final int QUICK_RUNS_FOR_A_SLOW_ONE = 16;

    private static final int MOST_QUICK_RUNS = 64;

    /** Quick runs until it counts as quick again. */
    private volatile int quickRunsMissing;

    boolean isQuick() {
        return quickRunsMissing == 0;
    }

    void ran(boolean quickly) {
        int missing = quickRunsMissing;
        if (!quickly) {
            quickRunsMissing = Math.min(missing + QUICK_RUNS_FOR_A_SLOW_ONE, MOST_QUICK_RUNS);
        } else if (missing > 0) {
            quickRunsMissing = missing - 1;
        }
    }
}
