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
        // One round for each whole word.
        int rest = key.length & ~7;
        for (int at = 0; at < rest; at += 8) {
            long word = (long) LONGS.get(key, at);
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
        // One for the rest with the length, and three at the end: a loop that HotSpot unrolls.
        long word = lastWord(key, rest);
        for (int i = 0; i < 4; i++) {
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
            v2 ^= i == 0 ? 0xff : 0;
            word = 0;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    /** The bytes behind the last whole word, and the length. */
    private static long lastWord(byte[] key, int from) {
        long word = (long) key.length << 56;
        int left = key.length - from;
        if (from > 0 && left > 0) {
            return word | (long) LONGS.get(key, key.length - 8) >>> (64 - 8 * left);
        }
        for (int i = from, shift = 0; i < key.length; i++, shift += 8) {
            word |= (key[i] & 0xffL) << shift;
        }
        return word;
    }
}
