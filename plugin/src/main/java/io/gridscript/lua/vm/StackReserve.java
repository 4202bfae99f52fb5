package io.gridscript.lua.vm;

/**
 * Room on the stack of a thread for code of the host. A stack that is used up in the middle of it
 * could leave a change half made; used up here, it is an error before anything is done.
 */
final class StackReserve {

    /**
     * Some 200 KB in the smallest form that the JVM gives {@link #fill}, twice what commands take.
     */
    private static final int FRAMES = 4_000;

    private StackReserve() {}

    /**
     * Returns if there is enough room, after some microseconds.
     *
     * @throws StackOverflowError if there isn't
     */
    static void require() {
        if (fill(FRAMES, 1, 2, 3, 4) == 0) {
            throw new IllegalStateException("a sum of positive numbers");
        }
    }

    /** What comes after the inner call keeps the JVM from making a frame smaller than these. */
    private static long fill(int left, long a, long b, long c, long d) {
        if (left == 0) {
            return 1;
        }
        long inner = fill(left - 1, b + 1, c, d, a);
        return (inner | a | b | c | d) & Long.MAX_VALUE;
    }
}
