package io.gridscript.reply;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.redis.ArrayRedisMessage;
import io.netty.handler.codec.redis.ErrorRedisMessage;
import io.netty.handler.codec.redis.FullBulkStringRedisMessage;
import io.netty.handler.codec.redis.IntegerRedisMessage;
import io.netty.handler.codec.redis.RedisArrayAggregator;
import io.netty.handler.codec.redis.RedisBulkStringAggregator;
import io.netty.handler.codec.redis.RedisDecoder;
import io.netty.handler.codec.redis.RedisMessage;
import io.netty.handler.codec.redis.SimpleStringRedisMessage;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RespWriterTest {

    private static final byte[] EVERY_BYTE = new byte[256];

    static {
        for (int i = 0; i < 256; i++) {
            EVERY_BYTE[i] = (byte) i;
        }
    }

    @Test
    void eachReplyHasItsForm() {
        assertReply(w -> w.ok(), "+OK\r\n", "+OK\r\n");
        assertReply(w -> w.status("QUEUED"), "+QUEUED\r\n", "+QUEUED\r\n");
        assertReply(w -> w.status(Ascii.bytes("\u00e9")), "+\u00e9\r\n", "+\u00e9\r\n");
        assertReply(w -> w.error(ErrorReply.err("no")), "-ERR no\r\n", "-ERR no\r\n");
        assertReply(w -> w.integer(0), ":0\r\n", ":0\r\n");
        assertReply(
                w -> w.integer(Long.MIN_VALUE),
                ":-9223372036854775808\r\n",
                ":-9223372036854775808\r\n");
        assertReply(w -> w.bulk("a\r\n\u00ff"), "$4\r\na\r\n\u00ff\r\n", "$4\r\na\r\n\u00ff\r\n");
        assertReply(w -> w.bulk(Ascii.bytes("abcd"), 1, 2), "$2\r\nbc\r\n", "$2\r\nbc\r\n");
        assertReply(w -> w.bulk(new byte[0]), "$0\r\n\r\n", "$0\r\n\r\n");
        assertReply(w -> w.bulkOrNil(null), "$-1\r\n", "_\r\n");
        assertReply(w -> w.nil(), "$-1\r\n", "_\r\n");
        assertReply(w -> w.nilArray(), "*-1\r\n", "_\r\n");
        assertReply(w -> w.array(12), "*12\r\n", "*12\r\n");
        assertReply(w -> w.map(3), "*6\r\n", "%3\r\n");
        assertReply(w -> w.map(Integer.MAX_VALUE), "*4294967294\r\n", "%2147483647\r\n");
        assertReply(w -> w.set(2), "*2\r\n", "~2\r\n");
        assertReply(w -> w.push(2), "*2\r\n", ">2\r\n");
        assertReply(w -> w.real(3.141), "$5\r\n3.141\r\n", ",3.141\r\n");
        assertReply(w -> w.real(Double.NEGATIVE_INFINITY), "$4\r\n-inf\r\n", ",-inf\r\n");
        assertReply(
                w -> w.real(-2.2250738585072014e-308),
                "$24\r\n-2.2250738585072014e-308\r\n",
                ",-2.2250738585072014e-308\r\n");
        assertReply(w -> w.bool(true), ":1\r\n", "#t\r\n");
        assertReply(w -> w.bool(false), ":0\r\n", "#f\r\n");
        assertReply(w -> w.bigNumber(Ascii.bytes("123")), "$3\r\n123\r\n", "(123\r\n");
        assertReply(
                w -> w.verbatim("txt", Ascii.bytes("hi\n")),
                "$3\r\nhi\n\r\n",
                "=7\r\ntxt:hi\n\r\n");
    }

    @Test
    void lineBreaksOfUsersNeverSplitAReply() {
        assertReply(w -> w.status("a\r\nb\n"), "+a  b \r\n", "+a  b \r\n");
        assertReply(w -> w.status(Ascii.bytes("\r\n:1")), "+  :1\r\n", "+  :1\r\n");
        assertReply(
                w -> w.error(ErrorReply.err("x\r\n+OK\r\n")), "-ERR x  +OK\r\n", "-ERR x  +OK\r\n");
        assertReply(w -> w.error(ErrorReply.of("\n")), "-\r\n", "-\r\n");
        String everything = Ascii.string(EVERY_BYTE);
        for (int protocol : new int[] {2, 3}) {
            byte[] written =
                    bytes(
                            protocol,
                            w -> {
                                w.status(everything);
                                w.status(EVERY_BYTE);
                                w.error(ErrorReply.of("E" + everything + "\r\n"));
                            });
            List<RespReader.Value> replies = RespReader.all(written);
            String oneLine = everything.replace('\r', ' ').replace('\n', ' ');
            assertEquals(
                    List.of(
                            new RespReader.Status(oneLine),
                            new RespReader.Status(oneLine),
                            new RespReader.Failure("E" + oneLine)),
                    replies);
        }
    }

    @Test
    void theBufferAndTheVersionCanBeExchangedBetweenReplies() {
        ByteBuf first = Unpooled.buffer();
        ByteBuf second = Unpooled.buffer();
        RespWriter writer = new RespWriter(2, first);
        writer.nil();
        writer.to(second).protocol(3).nil();
        assertEquals("$-1\r\n", first.toString(StandardCharsets.ISO_8859_1));
        assertEquals("_\r\n", second.toString(StandardCharsets.ISO_8859_1));
        assertEquals(3, writer.protocol());
        assertThrows(IllegalArgumentException.class, () -> writer.protocol(1));
    }

    @Test
    void wrongVerbatimFormatsAreRefusedInEitherVersion() {
        for (int protocol : new int[] {2, 3}) {
            RespWriter writer = new RespWriter(protocol, Unpooled.buffer());
            assertThrows(IllegalArgumentException.class, () -> writer.verbatim("text", EVERY_BYTE));
        }
    }

    /** Random trees of replies; RESP2 read by netty-codec-redis, both by the test's own reader. */
    @Test
    void randomRepliesAreReadBackAsTheyWereWritten() {
        long seed = Seed.get();
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            RandomReply reply = new RandomReply(random.nextLong());
            byte[] resp2 = bytes(2, reply);
            byte[] resp3 = bytes(3, reply);
            String expected = RespReader.only(resp2).toString();
            assertEquals(expected, decodedByNetty(resp2), () -> "seed " + seed);
            assertEquals(reply.shape(2), expected, () -> "seed " + seed);
            assertEquals(reply.shape(3), RespReader.only(resp3).toString(), () -> "seed " + seed);
        }
    }

    private static void assertReply(Consumer<ReplyWriter> reply, String resp2, String resp3) {
        assertArrayEquals(Ascii.bytes(resp2), bytes(2, reply), resp2);
        assertArrayEquals(Ascii.bytes(resp3), bytes(3, reply), resp3);
    }

    private static byte[] bytes(int protocol, Consumer<ReplyWriter> reply) {
        ByteBuf buffer = Unpooled.buffer();
        reply.accept(new RespWriter(protocol, buffer));
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    private static String decodedByNetty(byte[] resp2) {
        EmbeddedChannel channel =
                new EmbeddedChannel(
                        new RedisDecoder(),
                        new RedisBulkStringAggregator(),
                        new RedisArrayAggregator(100, 10));
        channel.writeInbound(Unpooled.wrappedBuffer(resp2));
        RedisMessage message = channel.readInbound();
        String text = text(message);
        ReferenceCountUtil.release(message);
        assertTrue(channel.inboundMessages().isEmpty());
        channel.finishAndReleaseAll();
        return text;
    }

    private static String text(RedisMessage message) {
        if (message instanceof SimpleStringRedisMessage status) {
            return new RespReader.Status(status.content()).toString();
        }
        if (message instanceof ErrorRedisMessage error) {
            return new RespReader.Failure(error.content()).toString();
        }
        if (message instanceof IntegerRedisMessage integer) {
            return new RespReader.Int(integer.value()).toString();
        }
        if (message instanceof FullBulkStringRedisMessage bulk) {
            return bulk.isNull()
                    ? RespReader.Nil.BULK.toString()
                    : new RespReader.Bulk(bulk.content().toString(StandardCharsets.ISO_8859_1))
                            .toString();
        }
        ArrayRedisMessage array = (ArrayRedisMessage) message;
        return array.isNull()
                ? RespReader.Nil.ARRAY.toString()
                : array.children().stream()
                        .map(RespWriterTest::text)
                        .collect(Collectors.joining(", ", "[", "]"));
    }

    /** One tree, the same for each writer and each drawing of its shape. */
    private record RandomReply(long seed) implements Consumer<ReplyWriter> {

        @Override
        public void accept(ReplyWriter writer) {
            draw(new Random(seed), writer, 0, new StringBuilder(), 2);
        }

        String shape(int protocol) {
            StringBuilder shape = new StringBuilder();
            draw(new Random(seed), new RespWriter(2, Unpooled.buffer()), 0, shape, protocol);
            return shape.toString();
        }

        private static void draw(
                Random random, ReplyWriter writer, int depth, StringBuilder shape, int protocol) {
            boolean resp2 = protocol == 2;
            switch (random.nextInt(depth < 4 ? 13 : 9)) {
                case 0 -> {
                    writer.status("S" + depth);
                    shape.append("+S").append(depth);
                }
                case 1 -> {
                    writer.error(ErrorReply.err("e" + depth));
                    shape.append("-ERR e").append(depth);
                }
                case 2 -> {
                    long value = random.nextLong() >> random.nextInt(64);
                    writer.integer(value);
                    shape.append(':').append(value);
                }
                case 3 -> {
                    byte[] bytes = new byte[random.nextInt(40)];
                    random.nextBytes(bytes);
                    writer.bulk(bytes);
                    shape.append(new RespReader.Bulk(Ascii.string(bytes)));
                }
                case 4 -> {
                    writer.nil();
                    shape.append(resp2 ? "nil" : "null");
                }
                case 5 -> {
                    writer.nilArray();
                    shape.append(resp2 ? "nil-array" : "null");
                }
                case 6 -> {
                    double value = random.nextGaussian() * 1000;
                    writer.real(value);
                    String text = Ascii.string(RedisNumbers.bytes(value));
                    shape.append(resp2 ? '"' + text + '"' : "," + text);
                }
                case 7 -> {
                    boolean value = random.nextBoolean();
                    writer.bool(value);
                    shape.append(resp2 ? (value ? ":1" : ":0") : (value ? "#t" : "#f"));
                }
                case 8 -> {
                    writer.verbatim("txt", Ascii.bytes("v" + depth));
                    shape.append(resp2 ? "\"v" + depth + '"' : "=txt:\"v" + depth + '"');
                }
                default -> {
                    int size = random.nextInt(5);
                    int kind = random.nextInt(3);
                    int elements = kind == 1 ? 2 * size : size;
                    switch (kind) {
                        case 0 -> writer.array(size);
                        case 1 -> writer.map(size);
                        default -> writer.set(size);
                    }
                    shape.append(resp2 || kind == 0 ? "" : kind == 1 ? "%" : "~").append('[');
                    for (int i = 0; i < elements; i++) {
                        shape.append(i == 0 ? "" : ", ");
                        draw(random, writer, depth + 1, shape, protocol);
                    }
                    shape.append(']');
                }
            }
        }
    }
}
