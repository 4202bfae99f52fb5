package io.gridscript.keyspace;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * SipHash-1-3 with a secret drawn once for each JVM: whoever doesn't know it can't choose keys that
 * fall into one bucket.
 */
final class KeyHash {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long SEED_0;
    private static final long SEED_1;

    static {
        SecureRandom random = new SecureRandom();
        SEED_0 = random.nextLong();
        SEED_1 = random.nextLong();
    }

    private KeyHash() {}

    static int of(byte[] key) {
        long hash = sipHash13(key, SEED_0, SEED_1);
        return (int) (hash ^ hash >>> 32);
    }

    static long sipHash13(byte[] key, long seed0, long seed1) {
        long v0 = seed0 ^ 0x736f6d6570736575L;
        long v1 = seed1 ^ 0x646f72616e646f6dL;
        long v2 = seed0 ^ 0x6c7967656e657261L;
        long v3 = seed1 ^ 0x7465646279746573L;
        int words = key.length >>> 3;
        // One round for each word, one for the rest with the length, three at the end.
        for (int i = 0; i < words + 4; i++) {
            long word;
            if (i < words) {
                word = (long) LONGS.get(key, i << 3);
            } else if (i == words) {
                word = lastWord(key, words << 3);
            } else {
                word = 0;
                if (i == words + 1) {
                    v2 ^= 0xff;
                }
            }
            v3 ^= word;
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
            v0 ^= word;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static long lastWord(byte[] key, int from) {
        long word = (long) key.length << 56;
        for (int i = from, shift = 0; i < key.length; i++, shift += 8) {
            word |= (key[i] & 0xffL) << shift;
        }
        return word;
    }
}
