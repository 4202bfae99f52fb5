package io.gridscript.resp;

import io.gridscript.reply.Ascii;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What the decoder makes of some input.
 *
 * @param requests the requests, each a list of latin-1 words
 * @param error the protocol error that ended it, or null
 */
record Decoded(List<List<String>> requests, String error) {

    /** The input arrives at once. */
    static Decoded of(byte[] input, RequestLimits limits) {
        return of(input, limits, input.length);
    }

    /** The input arrives in pieces of that size. */
    static Decoded of(byte[] input, RequestLimits limits, int pieceSize) {
        return decode(input, limits, () -> pieceSize);
    }

    /** The input arrives in pieces of random sizes. */
    static Decoded of(byte[] input, RequestLimits limits, Random random) {
        return decode(input, limits, () -> 1 + random.nextInt(1 + random.nextInt(64)));
    }

    private static Decoded decode(
            byte[] input, RequestLimits limits, java.util.function.IntSupplier pieceSize) {
        RequestDecoder decoder = new RequestDecoder(limits);
        ByteBuf in = Unpooled.buffer();
        List<List<String>> requests = new ArrayList<>();
        try {
            for (int at = 0; at < input.length; ) {
                int size = Math.min(pieceSize.getAsInt(), input.length - at);
                in.writeBytes(input, at, size);
                at += size;
                for (byte[][] request; (request = decoder.next(in)) != null; ) {
                    requests.add(Arrays.stream(request).map(Ascii::string).toList());
                }
                in.discardReadBytes();
            }
            return new Decoded(requests, null);
        } catch (ProtocolError error) {
            return new Decoded(requests, error.reply().text());
        } finally {
            in.release();
        }
    }
}
