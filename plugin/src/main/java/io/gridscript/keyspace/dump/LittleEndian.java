package io.gridscript.keyspace.dump;

/** Numbers whose lowest byte comes first. */
final class LittleEndian {

    private LittleEndian() {}

    /** A number of up to eight bytes without a sign; of eight it may come out negative. */
    static long read(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | bytes[from + i] & 0xff;
        }
        return value;
    }

    /** A number of one to eight bytes with a sign. */
    static long readSigned(byte[] bytes, int from, int count) {
        int unused = Long.SIZE - 8 * count;
        return read(bytes, from, count) << unused >> unused;
    }

    static void write(long value, byte[] bytes, int from, int count) {
        for (int i = 0; i < count; i++) {
            bytes[from + i] = (byte) (value >> 8 * i);
        }
    }
}
