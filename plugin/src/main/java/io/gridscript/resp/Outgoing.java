package io.gridscript.resp;

import io.gridscript.reply.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.Queue;

/** Replies of one connection that have not been given to its channel yet, in order. */
final class Outgoing {

    /** One buffer can't take all replies of a read: they are kept in pieces of about this size. */
    private static final int PIECE_BYTES = 1 << 20;

    private final RespWriter writer = new RespWriter(2, null);
    private final Queue<ByteBuf> pieces = new ArrayDeque<>(2);
    private ByteBufAllocator allocator;
    private ByteBuf last;

    void allocateFrom(ByteBufAllocator channels) {
        allocator = channels;
    }

    /** Writes replies here. */
    RespWriter writer() {
        if (last == null && allocator != null) {
            last = allocator.buffer();
            writer.to(last);
        }
        return writer;
    }

    boolean isEmpty() {
        return pieces.isEmpty() && last == null;
    }

    /** How many bytes of replies there are. */
    long bytes() {
        long bytes = last == null ? 0 : last.readableBytes();
        for (ByteBuf piece : pieces) {
            bytes += piece.readableBytes();
        }
        return bytes;
    }

    /** A reply begins; where, for {@link #takeBack}. */
    int begin() {
        return writer().target().writerIndex();
    }

    /** The reply that began there was never written. */
    void takeBack(int start) {
        last.writerIndex(start);
    }

    /** A reply has ended. */
    void end() {
        if (last.readableBytes() >= PIECE_BYTES) {
            pieces.add(last);
            last = null;
        }
    }

    /** Adds replies that were written elsewhere; the buffer is this object's from now on. */
    void add(ByteBuf replies) {
        if (last != null) {
            pieces.add(last);
        }
        last = replies;
        writer.to(last);
    }

    /**
     * Gives all replies to the channel.
     *
     * @param close whether the connection ends after them
     * @return how many bytes they have
     */
    long writeTo(ChannelHandlerContext context, boolean close) {
        long bytes = 0;
        ChannelFuture written = null;
        for (ByteBuf piece = pieces.poll(); piece != null; piece = pieces.poll()) {
            bytes += piece.readableBytes();
            written = context.write(piece);
        }
        if (last != null) {
            bytes += last.readableBytes();
            written = context.write(last);
            last = null;
        }
        if (close) {
            ChannelFuture end = written == null ? context.write(Unpooled.EMPTY_BUFFER) : written;
            end.addListener(ChannelFutureListener.CLOSE);
        }
        context.flush();
        return bytes;
    }

    /** Nobody is left to send them to. */
    void release() {
        pieces.forEach(ByteBuf::release);
        pieces.clear();
        if (last != null) {
            last.release();
            last = null;
        }
    }
}
