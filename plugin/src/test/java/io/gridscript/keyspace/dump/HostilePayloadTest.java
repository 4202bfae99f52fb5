package io.gridscript.keyspace.dump;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.gridscript.Seed;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Value;
import io.gridscript.reply.Ascii;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a payload with a right checksum holds, it is a value or {@link CorruptInput}. */
class HostilePayloadTest {

    private static final int MUTATIONS = Integer.getInteger("test.fuzz.payloads", 20_000);

    /** What a byte of payload may cost at most, in bytes: compressed elements without contents. */
    private static final int MOST_FOR_A_BYTE = 88 * 64;

    private static final long MOST_FOR_ANY = 1 << 20;

    private final long seed = Seed.get();
    private final Random random = new Random(seed);
    private final RandomWords words = new RandomWords(random);
    private final EncodingLimits limits = new EncodingLimits();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void mutatedPayloadsAreValuesOrCorrupt() {
        int read = 0;
        List<byte[]> payloads = OldForms.all(words.different(5));
        for (int i = 0; i < MUTATIONS; i++) {
            if (i % 1000 == 0) {
                payloads = OldForms.all(words.different(1 + random.nextInt(20)));
            }
            byte[] payload = mutated(payloads.get(random.nextInt(payloads.size())));
            assertTrue(Dump.isIntact(payload));
            read += isRead(payload) ? 1 : 0;
        }
        assertTrue(read > MUTATIONS / 50 && read < MUTATIONS, read + " of " + MUTATIONS);
    }

    private boolean isRead(byte[] payload) {
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            Value value = Dump.read(payload, limits);
            // What was read can be written.
            Dump.of(value, limits);
            return true;
        } catch (CorruptInput expected) {
            return false;
        } catch (RuntimeException | Error fault) {
            return fail(HexFormat.of().formatHex(payload) + " (seed " + seed + ")", fault);
        } finally {
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(
                    allocated < MOST_FOR_ANY + (long) payload.length * MOST_FOR_A_BYTE,
                    () -> allocated + " bytes for " + HexFormat.of().formatHex(payload));
        }
    }

    /** Changes some bytes, takes some out, puts some in; the checksum is right again. */
    private byte[] mutated(byte[] payload) {
        byte[] body = Arrays.copyOf(payload, Footer.start(payload));
        for (int i = random.nextInt(3); i >= 0 && body.length > 1; i--) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(6)) {
                case 0 -> body = without(body, at, Math.min(body.length - at, random.nextInt(9)));
                case 1 -> body = with(body, at, 1 + random.nextInt(9));
                case 2 -> body[at] ^= (byte) (1 << random.nextInt(8));
                case 3 -> body[at] = (byte) (random.nextBoolean() ? 0xff : 0);
                case 4 -> body[Math.min(at, random.nextInt(24))] = (byte) random.nextInt(256);
                default -> body[at] = (byte) random.nextInt(256);
            }
        }
        byte[] mutated = body;
        PayloadOutput out = new PayloadOutput();
        out.raw(mutated, mutated.length);
        Footer.write(RdbVersion.REDIS_7_0, out);
        return out.toBytes();
    }

    private static byte[] without(byte[] body, int at, int count) {
        byte[] shorter = new byte[body.length - count];
        System.arraycopy(body, 0, shorter, 0, at);
        System.arraycopy(body, at + count, shorter, at, shorter.length - at);
        return shorter;
    }

    private byte[] with(byte[] body, int at, int count) {
        byte[] more = new byte[count];
        random.nextBytes(more);
        byte[] longer = new byte[body.length + count];
        System.arraycopy(body, 0, longer, 0, at);
        System.arraycopy(more, 0, longer, at, count);
        System.arraycopy(body, at, longer, at + count, body.length - at);
        return longer;
    }

    @Test
    void announcedSizesAllocateNothing() {
        for (String body :
                List.of(
                        "00817fffffffffffffff",
                        "0080ffffffff",
                        "00c3017fffffff80ffffffff00",
                        "00c30580" + "7ffffff0" + "0161e0ff00",
                        "01817fffffffffffffff0161",
                        "0181ffffffffffffffff0161",
                        "0280ffffffff0161",
                        "0480ffffffff01610162",
                        "0580ffffffff01610000000000000000",
                        "1280ffffffff01",
                        "0b0808000000ffffffff",
                        "0f81ffffffffffffffff",
                        "1500000000000000000081ffffffffffffffff",
                        "15000000000000000000"
                                + "01"
                                + "0167"
                                + "0000"
                                + "00"
                                + "81"
                                + "7fffffffffffffff",
                        "15000000000000000000"
                                + "01"
                                + "0167"
                                + "0000"
                                + "00"
                                + "00"
                                + "80ffffffff")) {
            PayloadOutput out = new PayloadOutput();
            byte[] bytes = HexFormat.of().parseHex(body);
            out.raw(bytes, bytes.length);
            Footer.write(RdbVersion.REDIS_7_0, out);
            assertFalse(isRead(out.toBytes()), body);
        }
    }

    @Test
    void otherTypesAreCorrupt() {
        for (int type = 0; type < 256; type++) {
            int number = type;
            if (Arrays.stream(Type.values()).noneMatch(known -> known.number() == number)) {
                PayloadOutput out = new PayloadOutput();
                out.octet(type);
                out.string(Ascii.bytes("0"));
                Footer.write(RdbVersion.REDIS_7_0, out);
                assertThrows(CorruptInput.class, () -> Dump.read(out.toBytes(), limits));
            }
        }
    }

    @Test
    void streamsWhosePartsDoNotFitAreCorrupt() {
        String nodes = "1500" + "00" + "0000" + "0000" + "0000" + "00";
        String group = "0167" + "0000" + "00";
        String pending = "00".repeat(15) + "05" + "00".repeat(8) + "01";
        String consumer = "0163" + "00".repeat(16);
        String owned = "00".repeat(15) + "05";
        assertTrue(isBodyRead(nodes + "00"));
        assertTrue(
                isBodyRead(nodes + "01" + group + "01" + pending + "01" + consumer + "01" + owned));
        assertFalse(isBodyRead(nodes + "02" + (group + "0000").repeat(2)), "a group twice");
        assertFalse(isBodyRead(nodes + "01" + group + "01" + pending + "00"), "of nobody");
        assertFalse(isBodyRead(nodes + "01" + group + "00" + "01" + consumer + "01" + owned));
        assertFalse(isBodyRead(nodes + "01" + group + "00" + "02" + (consumer + "00").repeat(2)));
        assertFalse(
                isBodyRead(
                        nodes
                                + "01"
                                + group
                                + "01"
                                + pending
                                + "01"
                                + consumer
                                + "02"
                                + owned.repeat(2)));
        assertFalse(isBodyRead("1500" + "01" + "0000" + "0000" + "0000" + "0000"), "no entry");
    }

    private boolean isBodyRead(String body) {
        PayloadOutput out = new PayloadOutput();
        byte[] bytes = HexFormat.of().parseHex(body);
        out.raw(bytes, bytes.length);
        Footer.write(RdbVersion.REDIS_7_2, out);
        return isRead(out.toBytes());
    }

    @Test
    void fieldsThatExpireAreRefused() {
        byte[] field =
                OldForms.payload(
                        Type.HASH_METADATA,
                        out -> {
                            out.littleEndian(4_000_000_000_000L, 8);
                            out.length(1);
                            out.length(1);
                            out.string(Ascii.bytes("f"));
                            out.string(Ascii.bytes("v"));
                        });
        assertFalse(isRead(field));
    }

    @Test
    void footersOfNewerVersionsAndWrongChecksumsAreTold() {
        byte[] payload = OldForms.all(List.of("a")).get(0);
        assertTrue(Dump.isIntact(payload));
        assertFalse(Dump.isIntact(new byte[9]));
        for (int i = 0; i < payload.length; i++) {
            byte[] other = payload.clone();
            other[i] ^= 1;
            assertFalse(Dump.isIntact(other));
        }
        byte[] newer = payload.clone();
        newer[Footer.start(newer)] = 13;
        LittleEndian.write(Crc64.of(newer, newer.length - 8), newer, newer.length - 8, 8);
        assertFalse(Dump.isIntact(newer));
        newer[Footer.start(newer)] = 12;
        LittleEndian.write(Crc64.of(newer, newer.length - 8), newer, newer.length - 8, 8);
        assertTrue(Dump.isIntact(newer));
    }
}
