package io.gridscript.command.hyperloglog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** MurmurHash64A, Austin Appleby's, which decides the register of an element and its value. */
final class MurmurHash {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long MULTIPLIER = 0xc6a4a7935bd1e995L;
    private static final int SHIFT = 47;

    private MurmurHash() {}

    static long of(byte[] bytes, long seed) {
        long hash = seed ^ bytes.length * MULTIPLIER;
        int tail = bytes.length & ~7;
        for (int i = 0; i < tail; i += Long.BYTES) {
            long word = (long) LONGS.get(bytes, i) * MULTIPLIER;
            hash = (hash ^ (word ^ word >>> SHIFT) * MULTIPLIER) * MULTIPLIER;
        }
        if (tail < bytes.length) {
            long last = 0;
            for (int i = bytes.length - 1; i >= tail; i--) {
                last = last << Byte.SIZE | bytes[i] & 0xff;
            }
            hash = (hash ^ last) * MULTIPLIER;
        }
        hash = (hash ^ hash >>> SHIFT) * MULTIPLIER;
        return hash ^ hash >>> SHIFT;
    }
}
