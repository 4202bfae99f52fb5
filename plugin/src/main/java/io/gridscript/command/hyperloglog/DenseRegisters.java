package io.gridscript.command.hyperloglog;

/** The dense form: six bits for each register, the lowest first, behind the header. */
final class DenseRegisters {

    private static final int BITS = 6;
    private static final int MASK = (1 << BITS) - 1;

    /** Bytes of the whole string. */
    static final int LENGTH = Sketch.HEADER + Registers.COUNT * BITS / Byte.SIZE;

    private DenseRegisters() {}

    static int get(byte[] bytes, int index) {
        int bit = index * BITS;
        int at = Sketch.HEADER + bit / Byte.SIZE;
        return pair(bytes, at) >> bit % Byte.SIZE & MASK;
    }

    static void set(byte[] bytes, int index, int value) {
        int bit = index * BITS;
        int at = Sketch.HEADER + bit / Byte.SIZE;
        int shift = bit % Byte.SIZE;
        int pair = pair(bytes, at) & ~(MASK << shift) | value << shift;
        bytes[at] = (byte) pair;
        if (shift > Byte.SIZE - BITS) {
            bytes[at + 1] = (byte) (pair >> Byte.SIZE);
        }
    }

    /** Two bytes; behind the last register lies nothing. */
    private static int pair(byte[] bytes, int at) {
        int second = at + 1 < LENGTH ? bytes[at + 1] & 0xff : 0;
        return bytes[at] & 0xff | second << Byte.SIZE;
    }
}
