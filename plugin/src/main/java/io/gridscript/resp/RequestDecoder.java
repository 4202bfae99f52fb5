package io.gridscript.resp;

import io.gridscript.reply.RedisNumbers;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Takes the requests of one connection out of the bytes that have arrived. A request is its words,
 * the command first. Belongs to the connection's event loop.
 *
 * <p>The caller appends what arrives to one buffer and pulls until null; what the decoder leaves
 * unread stays in the buffer, unchanged, in front of what arrives next. Requests may be cut
 * anywhere: a byte is looked at once or twice, however it arrives, and a long argument moves into
 * an array that grows with what has arrived, never with what was only announced. Follows Redis's
 * processInputBuffer, but for one thing: a line is too long by its length alone and not by how its
 * bytes were cut into reads.
 */
final class RequestDecoder {

    /** An argument from this size on is moved out of the buffer as it arrives. */
    private static final int LARGE_BULK = 32 << 10;

    private static final int FIRST_ARGUMENTS = 1024;
    private static final int NO_BULK = -1;
    private static final int CRLF_LENGTH = 2;

    /** Lengths with up to so many digits take the short way; none of them overflows. */
    private static final int SHORT_LENGTH_DIGITS = 9;

    private final LineScan scan = new LineScan();
    private final InlineDecoder inline = new InlineDecoder(scan);

    private RequestLimits limits;
    private ProtocolError failure;

    private byte[][] arguments;
    private int arrived;
    private int missing;

    /** The length of the argument that arrives now, or {@link #NO_BULK}. */
    private int bulkLength = NO_BULK;

    /** The beginning of a large argument, or null; its first {@code largeArrived} bytes count. */
    private byte[] large;

    private int largeArrived;

    public RequestDecoder(RequestLimits limits) {
        this.limits = limits;
    }

    /** Other limits from the next length or line on. */
    public void limits(RequestLimits limits) {
        this.limits = limits;
    }

    /**
     * The next request, or null if it hasn't arrived whole.
     *
     * @throws ProtocolError the connection must be closed after its reply; asking again throws it
     *     again
     */
    public byte[][] next(ByteBuf in) {
        if (failure != null) {
            throw failure;
        }
        try {
            return decode(in);
        } catch (ProtocolError error) {
            failure = error;
            large = null;
            arguments = null;
            throw error;
        }
    }

    /**
     * Whether what has arrived and is no request or argument yet exceeds the connection's share;
     * Redis then closes without a reply. To be asked after each read, before {@link #next}.
     *
     * @param queuedBytes the arguments of commands that wait for EXEC, which count too
     */
    public boolean exceedsBuffer(ByteBuf in, long queuedBytes) {
        return limits.refusesBuffer(bufferedBytes(in) + queuedBytes);
    }

    /** Bytes that have arrived and are no request or argument yet (CLIENT LIST's qbuf). */
    public long bufferedBytes(ByteBuf in) {
        return (long) in.readableBytes() + largeArrived;
    }

    private byte[][] decode(ByteBuf in) {
        while (missing > 0 || in.isReadable()) {
            if (missing > 0) {
                return readArguments(in);
            }
            if (in.getByte(in.readerIndex()) != '*') {
                byte[][] words = inline.next(in, limits.lineBytes());
                if (words == null || words.length > 0) {
                    return words;
                }
            } else if (!readCount(in)) {
                return null;
            }
        }
        return null;
    }

    private boolean readCount(ByteBuf in) {
        long count = shortLength(in);
        if (count < 0) {
            int line = scan.find(in, LineScan.CR, limits.lineBytes(), "mbulk count string");
            if (line < 0 || in.readableBytes() < line + CRLF_LENGTH) {
                return false;
            }
            count = takeLength(in, line, "invalid multibulk length");
        }
        if (limits.refusesArguments(count)) {
            throw new ProtocolError("invalid multibulk length");
        }
        if (limits.needsAuthenticationForArguments(count)) {
            throw new ProtocolError("unauthenticated multibulk length");
        }
        // Redis skips requests of no and of negatively many arguments without a word.
        if (count > 0) {
            missing = (int) count;
            arguments = new byte[Math.min(missing, FIRST_ARGUMENTS)][];
            arrived = 0;
        }
        return true;
    }

    private byte[][] readArguments(ByteBuf in) {
        while (missing > 0) {
            if (bulkLength == NO_BULK && !readBulkLength(in)) {
                return null;
            }
            byte[] argument = readBulk(in);
            if (argument == null) {
                return null;
            }
            if (arrived == arguments.length) {
                int room = (int) Math.min(2L * arrived, (long) arrived + missing);
                arguments = Arrays.copyOf(arguments, room);
            }
            arguments[arrived++] = argument;
            bulkLength = NO_BULK;
            missing--;
        }
        byte[][] request = arguments;
        arguments = null;
        return request;
    }

    private boolean readBulkLength(ByteBuf in) {
        if (!in.isReadable()) {
            return false;
        }
        byte type = in.getByte(in.readerIndex());
        long length = type == '$' ? shortLength(in) : -1;
        if (length < 0) {
            int line = scan.find(in, LineScan.CR, limits.lineBytes(), "bulk count string");
            if (line < 0 || in.readableBytes() < line + CRLF_LENGTH) {
                return false;
            }
            if (type != '$') {
                throw new ProtocolError("expected '$', got '" + (char) (type & 0xFF) + "'");
            }
            length = takeLength(in, line, "invalid bulk length");
        }
        if (limits.refusesBulk(length)) {
            throw new ProtocolError("invalid bulk length");
        }
        if (limits.needsAuthenticationForBulk(length)) {
            throw new ProtocolError("unauthenticated bulk length");
        }
        bulkLength = (int) length;
        return true;
    }

    /**
     * Takes a line that is a type byte, a length as every client writes it, and CRLF.
     *
     * @return the length, or -1 with nothing taken if the line is anything else or not yet whole
     */
    private long shortLength(ByteBuf in) {
        int start = in.readerIndex() + 1;
        int end = Math.min(in.writerIndex() - 1, start + SHORT_LENGTH_DIGITS + 1);
        int length = 0;
        for (int at = start; at < end; at++) {
            byte b = in.getByte(at);
            if (b == LineScan.CR) {
                boolean canonical = at > start && (in.getByte(start) != '0' || at == start + 1);
                if (!canonical) {
                    return -1;
                }
                scan.restart();
                in.readerIndex(at + CRLF_LENGTH);
                return length;
            }
            if (b < '0' || b > '9') {
                return -1;
            }
            length = length * 10 + (b - '0');
        }
        return -1;
    }

    /** Takes a whole line of any other form; like Redis, whatever byte stands after its CR. */
    private long takeLength(ByteBuf in, int line, String otherwise) {
        scan.restart();
        int digits = line - 1;
        byte[] text = new byte[Math.min(digits, RedisNumbers.MAX_LONG_LENGTH + 1)];
        in.getBytes(in.readerIndex() + 1, text);
        in.skipBytes(line + CRLF_LENGTH);
        if (!RedisNumbers.isLong(text)) {
            throw new ProtocolError(otherwise);
        }
        return RedisNumbers.parseLong(text);
    }

    /** The argument, or null if it hasn't arrived whole with the two bytes that end it. */
    private byte[] readBulk(ByteBuf in) {
        if (large == null) {
            if (in.readableBytes() >= (long) bulkLength + CRLF_LENGTH) {
                byte[] bytes = new byte[bulkLength];
                in.readBytes(bytes);
                in.skipBytes(CRLF_LENGTH);
                return bytes;
            }
            if (bulkLength < LARGE_BULK) {
                return null;
            }
            large = new byte[LARGE_BULK];
        }
        return readLargeBulk(in);
    }

    private byte[] readLargeBulk(ByteBuf in) {
        int fresh = Math.min(in.readableBytes(), bulkLength - largeArrived);
        int needed = largeArrived + fresh;
        if (needed > large.length) {
            long room = Math.min(bulkLength, Math.max(needed, 2L * large.length));
            large = Arrays.copyOf(large, (int) room);
        }
        in.readBytes(large, largeArrived, fresh);
        largeArrived = needed;
        if (largeArrived < bulkLength || in.readableBytes() < CRLF_LENGTH) {
            return null;
        }
        in.skipBytes(CRLF_LENGTH);
        byte[] bytes = large;
        large = null;
        largeArrived = 0;
        return bytes;
    }
}
