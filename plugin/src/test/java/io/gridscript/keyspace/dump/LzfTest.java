package io.gridscript.keyspace.dump;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.reply.Ascii;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LzfTest {

    private static final int TEXTS = 5_000;

    @Test
    void expandingIsTheOppositeOfCompressing() throws CorruptInput {
        long seed = Seed.get();
        Random random = new Random(seed);
        RandomWords words = new RandomWords(random);
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(6); n >= 0; n--) {
                text.append(words.next());
            }
            byte[] source = Ascii.bytes(text.toString());
            byte[] room = new byte[source.length + source.length / 32 + 4];
            int size = new LzfCompression(source, source.length, room).compress();
            if (source.length > 0) {
                byte[] expanded = LzfExpansion.expand(room, 0, size, source.length);
                assertArrayEquals(source, expanded, () -> "seed " + seed);
            }
        }
    }

    /** Besides, the first two bytes and the last two, to which nothing refers. */
    @Test
    void repetitionTakesThreeBytesFor264() throws CorruptInput {
        byte[] source = new byte[2 + 264 * 1000 + 2];
        byte[] room = new byte[source.length];
        int size = new LzfCompression(source, source.length, room).compress();
        assertEquals(3 + 3 * 1000 + 3, size);
        assertArrayEquals(source, LzfExpansion.expand(room, 0, size, source.length));
    }

    @Test
    void whatFindsNoRoomIsNotCompressed() {
        byte[] noise = new byte[1000];
        new Random(1).nextBytes(noise);
        assertEquals(0, new LzfCompression(noise, 1000, new byte[996]).compress());
        byte[] text = Ascii.bytes("once upon a time ".repeat(20));
        int size = new LzfCompression(text, text.length, new byte[text.length]).compress();
        assertTrue(size > 0 && size < 40);
        assertEquals(0, new LzfCompression(text, text.length, new byte[size - 1]).compress());
    }

    @Test
    void theChecksumIsThatOfJones() {
        assertEquals(0xe9c6d914c4b8d9caL, Crc64.of(Ascii.bytes("123456789"), 9));
    }
}
