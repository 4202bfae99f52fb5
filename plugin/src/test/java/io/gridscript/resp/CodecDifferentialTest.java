package io.gridscript.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.reply.Ascii;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.redis.ArrayRedisMessage;
import io.netty.handler.codec.redis.FixedRedisMessagePool;
import io.netty.handler.codec.redis.FullBulkStringRedisMessage;
import io.netty.handler.codec.redis.InlineCommandRedisMessage;
import io.netty.handler.codec.redis.RedisArrayAggregator;
import io.netty.handler.codec.redis.RedisBulkStringAggregator;
import io.netty.handler.codec.redis.RedisDecoder;
import io.netty.handler.codec.redis.RedisMessage;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The decoder against netty-codec-redis: the same requests out of the same bytes, up to where the
 * two must differ because Redis differs from the codec. Each such case has a name. The length of a
 * run is set by {@code test.fuzz.seconds}, its seed by {@code test.seed}.
 */
class CodecDifferentialTest {

    private static final long SECONDS = Long.getLong("test.fuzz.seconds", 3);

    @Test
    void wellFormedInputGivesTheSameRequests() {
        long seed = seed();
        Random random = new Random(seed);
        RequestInputs inputs = new RequestInputs(random);
        long end = System.nanoTime() + SECONDS * 1_000_000_000L / 2;
        do {
            byte[] input = inputs.wellFormed();
            CommonGround ground = CommonGround.of(Ascii.string(input));
            assertNull(ground.difference(), () -> describe(seed, input));
            compare(input, ground, seed, random);
        } while (System.nanoTime() < end);
    }

    @Test
    void brokenInputGivesTheSameRequestsUpToANamedDifference() {
        long seed = seed();
        Random random = new Random(seed);
        RequestInputs inputs = new RequestInputs(random);
        for (Difference difference : Difference.values()) {
            String input = Ascii.string(inputs.wellFormed()) + difference.example();
            CommonGround ground = CommonGround.of(input);
            assertEquals(difference, ground.difference(), () -> describe(seed, Ascii.bytes(input)));
            compare(Ascii.bytes(input), ground, seed, random);
        }
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        do {
            byte[] input = inputs.mutated();
            compare(input, CommonGround.of(Ascii.string(input)), seed, random);
        } while (System.nanoTime() < end);
    }

    /** A difference that the codec no longer has should lose its name. */
    @ParameterizedTest
    @EnumSource(Difference.class)
    void everyNamedDifferenceIsOne(Difference difference) {
        byte[] input = Ascii.bytes(difference.example());
        assertEquals(difference, CommonGround.of(difference.example()).difference());
        Decoded ours = Decoded.of(input, RequestLimits.DEFAULT);
        Decoded codec = decodedByCodec(input);
        if (difference == Difference.LENGTH_OUT_OF_RANGE) {
            assertTrue(ours.error() != null && codec.error() != null);
        } else {
            assertNotEquals(describe(ours), describe(codec), difference::toString);
        }
    }

    private static void compare(byte[] input, CommonGround ground, long seed, Random random) {
        Decoded ours = Decoded.of(input, RequestLimits.DEFAULT);
        assertEquals(
                ours,
                Decoded.of(input, RequestLimits.DEFAULT, random),
                () -> "cut into pieces: " + describe(seed, input));
        Decoded codec = decodedByCodec(input);
        if (ground.difference() == null) {
            Decoded expected = new Decoded(ground.requests(), null);
            assertEquals(expected, ours, () -> describe(seed, input));
            assertEquals(expected, codec, () -> "the codec: " + describe(seed, input));
        } else {
            int common = ground.requests().size();
            String context = ground.difference() + "; " + describe(seed, input);
            assertTrue(ours.requests().size() >= common, context);
            assertEquals(ground.requests(), ours.requests().subList(0, common), context);
            assertTrue(codec.requests().size() >= common, context);
            assertEquals(ground.requests(), codec.requests().subList(0, common), context);
        }
    }

    private static Decoded decodedByCodec(byte[] input) {
        FirstError error = new FirstError();
        EmbeddedChannel channel =
                new EmbeddedChannel(
                        new RedisDecoder(1 << 16, FixedRedisMessagePool.INSTANCE, true),
                        new RedisBulkStringAggregator(),
                        new RedisArrayAggregator(1_000_000, 16),
                        error);
        channel.writeInbound(Unpooled.copiedBuffer(input));
        List<List<String>> requests = new ArrayList<>();
        for (RedisMessage message; (message = channel.readInbound()) != null; ) {
            requests.add(request(message));
            ReferenceCountUtil.release(message);
        }
        Decoded decoded = new Decoded(requests, error.text);
        // What was incomplete is reported now; that is no difference.
        channel.finishAndReleaseAll();
        return decoded;
    }

    private static final class FirstError extends ChannelInboundHandlerAdapter {
        private String text;

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            text = text == null ? cause.toString() : text;
        }
    }

    private static List<String> request(RedisMessage message) {
        if (message instanceof InlineCommandRedisMessage line) {
            List<String> words = Words.of(line.content());
            return words == null ? List.of(line.content()) : words;
        }
        if (message instanceof ArrayRedisMessage array && !array.isNull()) {
            return array.children().stream().map(CodecDifferentialTest::argument).toList();
        }
        return List.of("not a request: " + message);
    }

    private static String argument(RedisMessage message) {
        return message instanceof FullBulkStringRedisMessage bulk && !bulk.isNull()
                ? bulk.content().toString(StandardCharsets.ISO_8859_1)
                : "not an argument: " + message;
    }

    private static long seed() {
        return Seed.get();
    }

    private static String describe(long seed, byte[] input) {
        return "seed " + seed + ", input " + Latin1Literal.of(input);
    }

    private static String describe(Decoded decoded) {
        return decoded.requests() + (decoded.error() == null ? "" : " and an error");
    }
}
