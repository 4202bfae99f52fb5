package io.gridscript.keyspace.dump;

/** CRC-64 with the polynomial of Jones, reflected, as Redis computes it: begins with 0. */
final class Crc64 {

    private static final long REFLECTED_POLYNOMIAL = 0x95ac9329ac4bc9b5L;
    private static final long[] TABLE = table();

    private Crc64() {}

    static long of(byte[] bytes, int length) {
        return update(0, bytes, 0, length);
    }

    /** The checksum of more bytes, after that of those before them. */
    static long update(long before, byte[] bytes, int from, int to) {
        long crc = before;
        for (int i = from; i < to; i++) {
            crc = TABLE[(int) (crc ^ bytes[i]) & 0xff] ^ crc >>> 8;
        }
        return crc;
    }

    private static long[] table() {
        long[] table = new long[256];
        for (int i = 0; i < table.length; i++) {
            long crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ REFLECTED_POLYNOMIAL;
            }
            table[i] = crc;
        }
        return table;
    }
}
