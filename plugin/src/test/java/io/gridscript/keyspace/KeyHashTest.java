package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.reply.Ascii;
import org.junit.jupiter.api.Test;

class KeyHashTest {

    /** Expected values: what CPython, whose hash of bytes it is too, says with a secret of zero. */
    @Test
    void isSipHash13() {
        assertHash(4644417185603328019L, "a");
        assertHash(7483744213232262286L, "key:1");
        assertHash(3785724242978802311L, "12345678");
        assertHash(-7712962755478248686L, "abcdefghijklmnop");
        assertHash(9110476974041099782L, "The quick brown fox jumps over");
    }

    @Test
    void takesBytesBeyond127AsTheyAre() {
        byte[] key = new byte[33];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (200 + i);
        }
        assertEquals(-4773695421754972034L, KeyHash.sipHash13(key, 0, 0));
    }

    private static void assertHash(long expected, String key) {
        assertEquals(expected, KeyHash.sipHash13(Ascii.bytes(key), 0, 0));
    }
}
