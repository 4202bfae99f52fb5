package io.gridscript.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * The requests of one connection, in the order in which they came. Belongs to the connection's
 * event loop.
 */
final class Requests {

    private final Sessions sessions;
    private final ClientConnection client;
    private final RequestDecoder decoder;

    private ByteBuf input;
    private byte[][] heldBack;

    Requests(Sessions sessions, ClientConnection client) {
        this.sessions = sessions;
        this.client = client;
        decoder = new RequestDecoder(sessions.requestLimits(client));
    }

    /**
     * Takes what has been read; the buffer is this object's from now on.
     *
     * @return false when more waits here than client-query-buffer-limit allows
     */
    boolean add(ByteBuf bytes, ByteBufAllocator allocator) {
        input =
                input == null
                        ? bytes
                        : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, input, bytes);
        return !decoder.exceedsBuffer(input, client.transaction().queuedBytes());
    }

    /**
     * The next request, or null while it isn't whole.
     *
     * @throws ProtocolError if what has come is no request
     */
    byte[][] next() {
        byte[][] request = heldBack;
        heldBack = null;
        if (request != null || input == null) {
            return request;
        }
        decoder.limits(sessions.requestLimits(client));
        request = decoder.next(input);
        if (!input.isReadable()) {
            release();
        }
        return request;
    }

    /** As {@link #next}; a protocol error comes up once the requests before it are answered. */
    byte[][] nextOrNull() {
        try {
            return next();
        } catch (ProtocolError error) {
            return null;
        }
    }

    /** Makes a request that was taken the next one again. */
    void holdBack(byte[][] request) {
        heldBack = request;
    }

    /** How many bytes wait here; other threads may read it askew. */
    long bytes() {
        ByteBuf present = input;
        return present == null ? 0 : Math.max(0, present.readableBytes());
    }

    /** Forgets what has come. */
    void release() {
        if (input != null) {
            input.release();
            input = null;
        }
    }
}
