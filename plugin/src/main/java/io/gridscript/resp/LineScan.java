package io.gridscript.resp;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * Looks for the end of a line that may arrive in pieces, each byte once. As in Redis, whose scan is
 * C's strchr, a NUL byte hides everything behind it: such a line never ends, it only becomes too
 * long.
 */
final class LineScan {

    static final byte CR = '\r';
    static final byte LF = '\n';

    private static final ByteProcessor UNTIL_CR_OR_NUL = b -> b != CR && b != 0;
    private static final ByteProcessor UNTIL_LF_OR_NUL = b -> b != LF && b != 0;

    /** How many bytes from the reader index on are known to hold no end. */
    private int scanned;

    /**
     * How many bytes of the line are before the terminator, or -1 if it hasn't arrived.
     *
     * @param limit the longest line
     * @param tooLong names what is too long in the protocol error
     */
    int find(ByteBuf in, byte terminator, int limit, String tooLong) {
        int readable = in.readableBytes();
        int searched = (int) Math.min(readable, limit + 1L);
        int start = in.readerIndex();
        int at =
                in.forEachByte(
                        start + scanned,
                        searched - scanned,
                        terminator == CR ? UNTIL_CR_OR_NUL : UNTIL_LF_OR_NUL);
        scanned = at < 0 ? searched : at - start;
        if (at >= 0 && in.getByte(at) == terminator) {
            return scanned;
        }
        if (readable > limit) {
            throw new ProtocolError("too big " + tooLong);
        }
        return -1;
    }

    /** The line was taken: the next one begins at the reader index. */
    void restart() {
        scanned = 0;
    }
}
