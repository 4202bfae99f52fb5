package io.gridscript.keyspace.dump;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Payloads of libraries, also such as nobody has dumped. */
class LibraryDumpTest {

    private static byte[] payload(int... octets) {
        PayloadOutput out = new PayloadOutput();
        for (int octet : octets) {
            out.octet(octet);
        }
        Footer.write(RdbVersion.REDIS_7_0, out);
        return out.toBytes();
    }

    private static String refusal(int... octets) {
        byte[] payload = payload(octets);
        assertTrue(Dump.isIntact(payload));
        return assertThrows(ErrorReply.class, () -> LibraryDump.read(payload)).text();
    }

    @Test
    void textsComeBack() {
        List<byte[]> texts =
                List.of(Ascii.bytes("short"), Ascii.bytes("12"), Ascii.bytes("long ".repeat(9999)));
        List<byte[]> read = LibraryDump.read(LibraryDump.of(texts));
        assertEquals(3, read.size());
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(texts.get(i), read.get(i));
        }
        assertEquals(List.of(), LibraryDump.read(LibraryDump.of(List.of())));
    }

    @Test
    void whatIsNoLibraryIsRefused() {
        assertEquals("ERR given type is not a function", refusal(0, 1, 'a'));
        assertEquals("ERR given type is not a function", refusal(245, 1, 'a', 7));
        assertEquals("ERR Pre-GA function format not supported", refusal(246, 1, 'a'));
        assertEquals("ERR Failed loading library payload", refusal(245));
        assertEquals("ERR Failed loading library payload", refusal(245, 2, 'a'));
        assertEquals("ERR Failed loading library payload", refusal(245, 0xff, 'a'));
    }

    @Test
    void whateverIsSentIsReadOrRefused() {
        long seed = Seed.get();
        Random random = new Random(seed);
        byte[] good =
                LibraryDump.of(List.of(Ascii.bytes("text ".repeat(20)), Ascii.bytes("other")));
        int length = Footer.start(good);
        for (int round = 0; round < 20_000; round++) {
            int[] octets = new int[1 + random.nextInt(length)];
            Arrays.setAll(octets, i -> good[i] & 0xff);
            for (int i = random.nextInt(4); i > 0; i--) {
                octets[random.nextInt(octets.length)] = random.nextInt(256);
            }
            try {
                LibraryDump.read(payload(octets));
            } catch (ErrorReply refused) {
                assertTrue(refused.text().startsWith("ERR "), "seed " + seed);
            }
        }
    }
}
