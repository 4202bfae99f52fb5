package io.gridscript.command.hyperloglog;

/** Facts of the registers that every HyperLogLog has, and what an element says of one. */
final class Registers {

    /** Bits of an element's hash that name its register. */
    private static final int INDEX_BITS = 14;

    static final int COUNT = 1 << INDEX_BITS;

    /** The most an element can say: the bits that are left are all zero. */
    static final int LARGEST = Long.SIZE - INDEX_BITS + 1;

    private static final long SEED = 0xadc83b19L;

    private Registers() {}

    static long hash(byte[] element) {
        return MurmurHash.of(element, SEED);
    }

    /** The register that an element belongs to. */
    static int index(long hash) {
        return (int) hash & COUNT - 1;
    }

    /** The least that the register then holds: zeros behind the index, and the one after them. */
    static int value(long hash) {
        return Long.numberOfTrailingZeros(hash >>> INDEX_BITS | 1L << LARGEST - 1) + 1;
    }
}
