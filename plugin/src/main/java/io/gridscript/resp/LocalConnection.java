package io.gridscript.resp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** This side of a connection within the JVM: sends requests and reads their replies. */
final class LocalConnection extends ChannelInboundHandlerAdapter {

    private final Queue<ReplyTaker> waiting = new ConcurrentLinkedQueue<>();
    private Channel channel;
    private ByteBuf input;

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    /**
     * Sends a request, from any thread.
     *
     * @param otherwise is called instead if the connection is closed already
     */
    void send(byte[][] words, ReplyTaker taker, Runnable otherwise) {
        channel.eventLoop()
                .execute(
                        () -> {
                            if (channel.isActive()) {
                                send(words, taker);
                            } else {
                                otherwise.run();
                            }
                        });
    }

    private void send(byte[][] words, ReplyTaker taker) {
        waiting.add(taker);
        ByteBuf request = channel.alloc().buffer();
        line(request, '*', words.length);
        for (byte[] word : words) {
            line(request, '$', word.length);
            request.writeBytes(word).writeByte('\r').writeByte('\n');
        }
        channel.writeAndFlush(request);
    }

    private static void line(ByteBuf request, char kind, int number) {
        request.writeCharSequence(kind + Integer.toString(number), StandardCharsets.US_ASCII);
        request.writeByte('\r').writeByte('\n');
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        input =
                input == null
                        ? bytes
                        : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(
                                context.alloc(), input, bytes);
        while (input.isReadable() && ReplyDecoder.read(input, waiting.element().writer())) {
            if (waiting.element().isComplete()) {
                waiting.remove().complete();
            }
        }
        if (!input.isReadable()) {
            input.release();
            input = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        for (ReplyTaker taker = waiting.poll(); taker != null; taker = waiting.poll()) {
            taker.lost();
        }
        if (input != null) {
            input.release();
            input = null;
        }
    }
}
