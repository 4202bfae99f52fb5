package io.gridscript.keyspace;

/**
 * How large a list may be in its compact encoding.
 *
 * @param size as the directive list-max-listpack-size has it: a number of elements, or below zero
 *     one of five sizes in bytes
 */
public record ListpackLimit(int size) {

    private static final int LEAST_BYTES = 4096;
    private static final int LARGEST_LEVEL = 5;

    /** Whatever the number of elements may be. */
    private static final int MOST_BYTES = 8192;

    public boolean isExceededBy(long bytes, long elements) {
        return size < 0 ? bytes > bytes() : bytes > MOST_BYTES || elements > elements();
    }

    /**
     * Whether a list that outgrew it is small again. Half of it is left free, so that a list near
     * its limit doesn't go to and fro.
     */
    boolean isHalfFreeWith(long bytes, long elements) {
        return size < 0 ? bytes <= bytes() / 2 : elements <= elements() / 2;
    }

    /** Whether an element of so many bytes has a node of its own in Redis's long lists. */
    public boolean isLargeElement(int bytes) {
        return bytes > (size < 0 ? bytes() : MOST_BYTES);
    }

    private long bytes() {
        return (long) LEAST_BYTES << Math.min(-(long) size, LARGEST_LEVEL) - 1;
    }

    private int elements() {
        return Math.max(1, size);
    }
}
