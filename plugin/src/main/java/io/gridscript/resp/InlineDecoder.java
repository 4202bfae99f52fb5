package io.gridscript.resp;

import io.gridscript.reply.QuotedWords;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.redis.FixedRedisMessagePool;
import io.netty.handler.codec.redis.InlineCommandRedisMessage;
import io.netty.handler.codec.redis.RedisDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Inline requests: netty-codec-redis reads the line where it reads it as Redis does, this class
 * where not, and splits it into words. The package's description says more.
 */
final class InlineDecoder {

    private static final String REPLY_TYPES = "+-:$";

    private final LineScan scan;
    private EmbeddedChannel codec;

    InlineDecoder(LineScan scan) {
        this.scan = scan;
    }

    /**
     * The words of the next line, none for a blank one; null if the line has not arrived whole.
     *
     * @throws ProtocolError too long, or with unbalanced quotes
     */
    byte[][] next(ByteBuf in, int longestLine) {
        int length = scan.find(in, LineScan.LF, longestLine, "inline request");
        if (length < 0) {
            return null;
        }
        scan.restart();
        byte[][] words = QuotedWords.split(line(in, length));
        if (words == null) {
            throw new ProtocolError("unbalanced quotes in request");
        }
        return words;
    }

    private byte[] line(ByteBuf in, int length) {
        int start = in.readerIndex();
        boolean endsInCrLf = length > 0 && in.getByte(start + length - 1) == LineScan.CR;
        if (length > 1 && endsInCrLf && isCodecsLine(in, start, length - 1)) {
            return decoded(in.readRetainedSlice(length + 1));
        }
        byte[] line = new byte[endsInCrLf ? length - 1 : length];
        in.readBytes(line);
        in.skipBytes(endsInCrLf ? 2 : 1);
        return line;
    }

    private static boolean isCodecsLine(ByteBuf in, int start, int length) {
        return REPLY_TYPES.indexOf(in.getByte(start)) < 0
                && in.forEachByte(start, length, b -> b > 0) < 0;
    }

    private byte[] decoded(ByteBuf line) {
        if (codec == null) {
            // Longer lines than a connection may send never come here: no second limit.
            codec =
                    new EmbeddedChannel(
                            new RedisDecoder(
                                    Integer.MAX_VALUE / 4, FixedRedisMessagePool.INSTANCE, true));
        }
        codec.writeInbound(line);
        InlineCommandRedisMessage command = codec.readInbound();
        return command.content().getBytes(StandardCharsets.US_ASCII);
    }
}
