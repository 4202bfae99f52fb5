package io.gridscript.keyspace.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.gridscript.Seed;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.Ascii;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a file may say beside keys, and what becomes of files that aren't as they should be. */
class RdbFileReaderTest {

    private static final int MUTATIONS = Integer.getInteger("test.fuzz.payloads", 10_000);
    private static final int MOST_FOR_A_BYTE = 88 * 64;
    private static final long MOST_FOR_ANY = 2 << 20;

    private final long seed = Seed.get();
    private final Random random = new Random(seed);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void everythingBesideKeysIsTakenOrPassedOver() throws CorruptInput {
        byte[] file =
                file(
                        11,
                        out -> {
                            out.octet(Opcode.FIELD);
                            text("redis-ver", out);
                            text("7.2.1", out);
                            out.octet(Opcode.MODULE_FIELD);
                            out.length(-12345L);
                            for (int part : new int[] {2, 1, 1, 70, 3, 0, 4, 0, 5}) {
                                out.length(part);
                                out.raw(new byte[8], part == 3 ? 3 : part == 4 ? 7 : 0);
                            }
                            text("part", out);
                            out.length(0);
                            out.octet(Opcode.FUNCTIONS);
                            text("#!lua name=one", out);
                            out.octet(Opcode.DATABASE);
                            out.length(3);
                            out.octet(Opcode.SIZES);
                            out.length(2);
                            out.length(1);
                            out.octet(Opcode.SLOT);
                            out.length(1);
                            out.length(2);
                            out.length(3);
                            out.octet(Opcode.IDLE_SECONDS);
                            out.length(500);
                            out.octet(Opcode.DEADLINE_IN_MILLISECONDS);
                            out.littleEndian(4_000_000_000_001L, 8);
                            string("idle", out);
                            out.octet(Opcode.FREQUENCY);
                            out.octet(7);
                            out.octet(Opcode.DEADLINE_IN_SECONDS);
                            out.littleEndian(2_000_000_000, 4);
                            string("seconds", out);
                            string("forever", out);
                        });
        RdbFiles.Contents contents = RdbFiles.read(file);
        assertEquals(Map.of("redis-ver", "7.2.1"), contents.fields());
        assertEquals(List.of("#!lua name=one"), contents.functions());
        assertEquals(
                Map.of("idle", 500L, "seconds", RdbFileReader.UNKNOWN, "forever", -1L),
                contents.idleSeconds());
        assertEquals(4_000_000_000_001L, deadline(contents, "idle"));
        assertEquals(2_000_000_000_000L, deadline(contents, "seconds"));
        assertEquals(-1, deadline(contents, "forever"));
    }

    private static long deadline(RdbFiles.Contents contents, String key) {
        return contents.keyspace().database(3).stored(Ascii.bytes(key)).deadline();
    }

    @Test
    void functionsComeBeforeKeys() throws CorruptInput {
        Keyspace keyspace = new Keyspace(16, new EncodingLimits());
        keyspace.database(1).put(Ascii.bytes("k"), StringValue.encode(Ascii.bytes("v")));
        RdbFileHeader header =
                RdbFileHeader.of(keyspace)
                        .with("repl-id", "a")
                        .withFunctions(List.of(Ascii.bytes("one"), Ascii.bytes("two")));
        RdbFiles.Contents contents = RdbFiles.read(RdbFiles.write(keyspace, header));
        assertEquals(List.of("one", "two"), contents.functions());
        assertEquals(Map.of("repl-id", "a"), contents.fields());
        assertEquals(1, contents.keyspace().database(1).size());
    }

    @Test
    void emptyValuesArePassedOver() throws CorruptInput {
        byte[] file =
                file(
                        10,
                        out -> {
                            for (Type type :
                                    List.of(Type.LIST, Type.SET, Type.HASH, Type.SORTED_SET_2)) {
                                out.octet(type.number());
                                text("empty", out);
                                out.length(0);
                            }
                            out.octet(Type.HASH_LISTPACK.number());
                            text("empty", out);
                            new ListpackWriter().writeTo(out);
                            string("k", out);
                        });
        assertEquals(1, RdbFiles.read(file).keyspace().database(0).size());
    }

    @Test
    void oldFilesHaveNoChecksum() throws CorruptInput {
        byte[] file = file(4, out -> string("k", out));
        byte[] without = Arrays.copyOf(file, file.length - 8);
        assertEquals(1, RdbFiles.read(without).keyspace().database(0).size());
    }

    @Test
    void whatCanNotBeReadIsSaid() {
        assertRefused("not an RDB file", Ascii.bytes("REDISxxxx"));
        assertRefused("not an RDB file", Ascii.bytes("hello, world"));
        assertRefused("ends too early", Ascii.bytes("REDIS0010"));
        assertRefused("ends too early", new byte[0]);
        assertRefused("RDB version 13", file(13, out -> {}));
        byte[] changed = file(9, out -> string("key", out));
        changed[11] ^= 1;
        assertRefused("checksum", changed);
        assertRefused(
                "of type ReJSON-RL of a module",
                file(
                        9,
                        out -> {
                            out.octet(7);
                            text("key", out);
                            out.length(0x45e25238df912c03L);
                        }));
        assertRefused("of type 8", file(9, out -> out.octet(8)));
    }

    private static void assertRefused(String reason, byte[] file) {
        CorruptInput refused = assertThrows(CorruptInput.class, () -> RdbFiles.read(file));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    /** Without a checksum, so that what follows the change is read. */
    @Test
    void mutatedFilesAreReadOrCorrupt() {
        RandomWords words = new RandomWords(random);
        int read = 0;
        byte[] file = {};
        for (int i = 0; i < MUTATIONS; i++) {
            if (i % 500 == 0) {
                List<byte[]> payloads = OldForms.all(words.different(1 + random.nextInt(6)));
                file = unchecked(file(10, out -> payloads.forEach(each -> add(each, out))));
            }
            byte[] mutated = file.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                mutated[9 + random.nextInt(mutated.length - 9)] = (byte) random.nextInt(256);
            }
            read += isRead(unchecked(mutated)) ? 1 : 0;
        }
        assertTrue(read > MUTATIONS / 100 && read < MUTATIONS, read + " of " + MUTATIONS);
    }

    private boolean isRead(byte[] file) {
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            RdbFiles.Contents contents = RdbFiles.read(file);
            RdbFiles.write(contents.keyspace());
            return true;
        } catch (CorruptInput expected) {
            return false;
        } catch (RuntimeException | Error fault) {
            return fail(HexFormat.of().formatHex(file) + " (seed " + seed + ")", fault);
        } finally {
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(
                    allocated < MOST_FOR_ANY + (long) file.length * MOST_FOR_A_BYTE,
                    () -> allocated + " bytes for " + HexFormat.of().formatHex(file));
        }
    }

    private int keys;

    private void add(byte[] payload, PayloadOutput out) {
        out.octet(payload[0]);
        text("key" + keys++, out);
        out.raw(payload, 1, Footer.start(payload) - 1);
    }

    private static byte[] unchecked(byte[] file) {
        byte[] without = file.clone();
        Arrays.fill(without, without.length - 8, without.length, (byte) 0);
        return without;
    }

    private static byte[] file(int version, Consumer<PayloadOutput> body) {
        PayloadOutput out = new PayloadOutput();
        out.raw(Ascii.bytes(String.format("REDIS%04d", version)), 9);
        body.accept(out);
        out.octet(Opcode.END);
        out.littleEndian(Crc64.of(out.array(), out.length()), 8);
        return out.toBytes();
    }

    private static void string(String key, PayloadOutput out) {
        out.octet(Type.STRING.number());
        text(key, out);
        text("value", out);
    }

    private static void text(String text, PayloadOutput out) {
        out.string(Ascii.bytes(text));
    }
}
