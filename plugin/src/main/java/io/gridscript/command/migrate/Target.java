package io.gridscript.command.migrate;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** A connection to another server. No step waits longer than its timeout. */
final class Target implements AutoCloseable {

    /** Longer lines are cut, as Redis cuts them. */
    private static final int LONGEST_LINE = 1023;

    /** Redis gives each piece of that size the timeout. */
    private static final int PIECE_BYTES = 64 << 10;

    private final SocketChannel channel;
    private final Selector selector;
    private final int timeoutMillis;
    private final ByteBuffer input = ByteBuffer.allocate(4096).flip();

    private Target(SocketChannel channel, Selector selector, int timeoutMillis) {
        this.channel = channel;
        this.selector = selector;
        this.timeoutMillis = timeoutMillis;
    }

    static Target connect(String host, int port, int timeoutMillis) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Target target = new Target(channel, Selector.open(), timeoutMillis);
            channel.register(target.selector, 0);
            target.connect(new InetSocketAddress(host, port));
            return target;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure instanceof IOException io ? io : new IOException(failure);
        }
    }

    private void connect(InetSocketAddress address) throws IOException {
        try {
            if (!channel.connect(address)) {
                long deadline = deadline();
                do {
                    await(SelectionKey.OP_CONNECT, deadline);
                } while (!channel.finishConnect());
            }
        } catch (IOException | RuntimeException failure) {
            selector.close();
            throw failure;
        }
    }

    void write(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; from += PIECE_BYTES) {
            int count = Math.min(PIECE_BYTES, bytes.length - from);
            ByteBuffer piece = ByteBuffer.wrap(bytes, from, count);
            long deadline = deadline();
            while (channel.write(piece) >= 0 && piece.hasRemaining()) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    /** The next line without its end, one byte in each character. */
    String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        long deadline = deadline();
        while (true) {
            while (!input.hasRemaining()) {
                fill(deadline);
            }
            char next = (char) (input.get() & 0xff);
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r' && line.length() < LONGEST_LINE) {
                line.append(next);
            }
        }
    }

    private void fill(long deadline) throws IOException {
        input.clear();
        int count = channel.read(input);
        input.flip();
        if (count < 0) {
            throw new IOException("closed by the target");
        }
        if (count == 0) {
            await(SelectionKey.OP_READ, deadline);
        }
    }

    private long deadline() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    }

    private void await(int operation, long deadline) throws IOException {
        channel.keyFor(selector).interestOps(operation);
        long left = deadline - System.nanoTime();
        if (left <= 0 || selector.select(TimeUnit.NANOSECONDS.toMillis(left) + 1) == 0) {
            throw new SocketTimeoutException();
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
